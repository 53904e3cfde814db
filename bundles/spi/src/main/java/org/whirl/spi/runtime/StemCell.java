package org.whirl.spi.runtime;

/**
 * Containers of a kind that are started before anybody asks.
 *
 * @param count how many are kept ready, not negative
 * @param memory megabytes of each; only actions with exactly this limit can use them
 */
public record StemCell(int count, int memory) {
    /** Fails on numbers out of range. */
    public StemCell {
        if (count < 0 || memory <= 0) {
            throw new IllegalArgumentException(count + " stem cells of " + memory + " MB");
        }
    }
}
