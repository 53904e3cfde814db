package org.whirl.spi.runtime;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Containers of a kind that are started before anybody asks.
 *
 * @param count how many are kept ready at the start, not negative
 * @param memory megabytes of each; only actions with exactly this limit can use them
 * @param reactive how the number follows the demand; absent when it always stays the same
 */
public record StemCell(int count, int memory, Optional<Reactive> reactive) {
    /**
     * How the number of stem cells follows the demand: at every check it becomes the number of cold starts since the
     * last check, divided by {@code threshold} and multiplied by {@code increment}, within the bounds; without cold
     * starts it becomes the least.
     *
     * @param minCount least, not negative
     * @param maxCount most, positive and not below the least
     * @param timeToLive age after which a cell beyond the number may end
     * @param threshold cold starts that count as one step, positive
     * @param increment cells for each step, from 1 to the most
     */
    public record Reactive(int minCount, int maxCount, Duration timeToLive, int threshold, int increment) {
        /** Fails on numbers out of range. */
        public Reactive {
            if (minCount < 0
                    || maxCount < Math.max(1, minCount)
                    || timeToLive.isNegative()
                    || timeToLive.isZero()
                    || threshold < 1
                    || increment < 1
                    || increment > maxCount) {
                throw new IllegalArgumentException("reactive stem cells out of range: from " + minCount + " to "
                        + maxCount + ", for " + timeToLive + ", threshold " + threshold + ", increment " + increment);
            }
        }

        /** How many cells so many cold starts call for. */
        public int countFor(int coldStarts) {
            return coldStarts == 0
                    ? minCount
                    : Math.min(Math.max(minCount, coldStarts / threshold * increment), maxCount);
        }
    }

    /** Fails on numbers out of range. */
    public StemCell {
        requireNonNull(reactive);
        if (count < 0 || memory <= 0) {
            throw new IllegalArgumentException(count + " stem cells of " + memory + " MB");
        }
    }

    /** Cells whose number stays the same. */
    public StemCell(int count, int memory) {
        this(count, memory, Optional.empty());
    }
}
