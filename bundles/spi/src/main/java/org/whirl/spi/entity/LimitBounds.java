package org.whirl.spi.entity;

import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.NamespaceLimits.Count;

/**
 * Between which numbers the limits of actions must be, and how it is said that they are not (contract: REST API, 3.3.4).
 */
public record LimitBounds(Range timeout, Range memory, Range logs, Range concurrency) {
    /** From {@code least} to {@code most}, both included. */
    public record Range(int least, int most) {
        /** What a namespace may choose from: never beyond the platform's own. */
        private Range narrowed(Optional<Integer> lower, Optional<Integer> upper) {
            return new Range(
                    lower.map(this::clamp).orElse(least), upper.map(this::clamp).orElse(most));
        }

        private int clamp(int value) {
            return Math.max(least, Math.min(most, value));
        }

        private void require(int value, String what, String unit) {
            if (value < least) {
                throw breach(what + value + unit + " below allowed threshold of " + least + unit);
            }
            if (value > most) {
                throw breach(what + value + unit + " exceeds allowed threshold of " + most + unit);
            }
        }
    }

    private static final Range ANY = new Range(0, Integer.MAX_VALUE);

    /** No bounds of the platform: those of a namespace are all there is. */
    public static final LimitBounds NONE = new LimitBounds(ANY, ANY, ANY, ANY);

    /** These bounds as far as they hold for a namespace. */
    public LimitBounds within(NamespaceLimits limits) {
        return new LimitBounds(
                timeout.narrowed(limits.count(Count.MIN_ACTION_TIMEOUT), limits.count(Count.MAX_ACTION_TIMEOUT)),
                memory.narrowed(limits.count(Count.MIN_ACTION_MEMORY), limits.count(Count.MAX_ACTION_MEMORY)),
                logs.narrowed(limits.count(Count.MIN_ACTION_LOGS), limits.count(Count.MAX_ACTION_LOGS)),
                concurrency.narrowed(
                        limits.count(Count.MIN_ACTION_CONCURRENCY), limits.count(Count.MAX_ACTION_CONCURRENCY)));
    }

    /** Fails with {@code BAD_REQUEST} on milliseconds out of bounds. */
    public void requireTimeout(int value) {
        timeout.require(value, "duration ", " milliseconds");
    }

    /** Fails with {@code BAD_REQUEST} on megabytes out of bounds. */
    public void requireMemory(int value) {
        memory.require(value, "memory size ", " MB");
    }

    /** Fails with {@code BAD_REQUEST} on megabytes out of bounds. */
    public void requireLogs(int value) {
        logs.require(value, "log size ", " MB");
    }

    /** Fails with {@code BAD_REQUEST} on a number out of bounds. */
    public void requireConcurrency(int value) {
        concurrency.require(value, "concurrency ", "");
    }

    private static WhirlException breach(String text) {
        return WhirlException.badRequest("requirement failed: " + text);
    }
}
