package org.whirl.store.embedded;

import java.nio.file.Path;
import java.util.Optional;

/** Opens databases for tests. */
final class Databases {
    private Databases() {}

    static EmbeddedDatabase open(Path directory) {
        return new EmbeddedDatabase(new Settings(directory, Optional.empty()));
    }
}
