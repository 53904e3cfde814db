package org.whirl.spi.runtime;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Whether a kind can run at an invoker.
 *
 * @param kind the kind
 * @param image its image
 * @param unavailable why it cannot run; absent when it can
 */
public record RuntimeStatus(String kind, String image, Optional<String> unavailable) {
    /** All parts are required. */
    public RuntimeStatus {
        requireNonNull(kind);
        requireNonNull(image);
        requireNonNull(unavailable);
    }

    /** Whether it can run. */
    public boolean isAvailable() {
        return unavailable.isEmpty();
    }
}
