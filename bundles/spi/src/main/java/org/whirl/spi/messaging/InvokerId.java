package org.whirl.spi.messaging;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One invoker.
 *
 * @param instance its number, from 0
 * @param userMemory megabytes it gives to containers, positive
 * @param uniqueName name that the number was given out for
 * @param displayedName remark for people
 */
public record InvokerId(int instance, long userMemory, Optional<String> uniqueName, Optional<String> displayedName) {
    /** Fails on numbers out of range. */
    public InvokerId {
        requireNonNull(uniqueName);
        requireNonNull(displayedName);
        if (instance < 0 || userMemory <= 0) {
            throw new IllegalArgumentException("invoker " + instance + " with " + userMemory + " MB");
        }
    }

    /** The topic it reads its work from, for instance {@code invoker0}. */
    public String topic() {
        return "invoker" + instance;
    }
}
