package org.whirl.spi.store;

import static java.util.Objects.requireNonNull;

/**
 * Something read from a store, with the revision that a later write must name.
 *
 * @param value what is stored
 * @param revision opaque text of the store
 */
public record Stored<T>(T value, String revision) {
    /** Both parts are required. */
    public Stored {
        requireNonNull(value);
        requireNonNull(revision);
    }
}
