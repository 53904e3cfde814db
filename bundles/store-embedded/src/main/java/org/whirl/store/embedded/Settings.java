package org.whirl.store.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The configuration, checked.
 *
 * @param directory where everything is kept
 * @param retention how long records of activations are kept; absent for ever
 */
record Settings(Path directory, Optional<Duration> retention) {
    static Settings of(EmbeddedDatabase.Config config) {
        if (config.directory().isBlank()) {
            throw new IllegalArgumentException("directory is empty: name the folder of the database");
        }
        long hours = config.activation_retention_hours();
        if (hours < 0) {
            throw new IllegalArgumentException("activation.retention.hours is " + hours + ": give 0 for ever, or more");
        }
        return new Settings(
                Path.of(config.directory()),
                Optional.of(hours).filter(value -> value > 0).map(Duration::ofHours));
    }
}
