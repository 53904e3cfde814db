package org.whirl.controller.invoke;

/**
 * How long a sequence or composition waits for its parts, in milliseconds.
 *
 * @param end for the end of a part, beyond its own time limit
 * @param capacity for an invoker that takes a part, once the chain runs
 */
public record Patience(long end, long capacity) {
    /** What the contract says of the end; long enough for an invoker to start again. */
    public static final Patience DEFAULT = new Patience(60_000, 30_000);
}
