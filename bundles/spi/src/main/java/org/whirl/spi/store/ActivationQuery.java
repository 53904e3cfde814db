package org.whirl.spi.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A page of a list of activations, latest {@code start} first.
 *
 * @param namespace whose
 * @param name only activations of this name: {@code name}, or {@code package/name}
 * @param since earliest start in epoch milliseconds, inclusive
 * @param upto latest start in epoch milliseconds, inclusive
 * @param skip entries left out at the start, not negative
 * @param limit most entries, positive
 */
public record ActivationQuery(
        String namespace, Optional<String> name, Optional<Long> since, Optional<Long> upto, int skip, int limit) {
    /** Fails on numbers out of range. */
    public ActivationQuery {
        requireNonNull(namespace);
        requireNonNull(name);
        requireNonNull(since);
        requireNonNull(upto);
        if (skip < 0 || limit <= 0) {
            throw new IllegalArgumentException("skip " + skip + ", limit " + limit);
        }
    }
}
