package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What one activation of an action may use. The bounds that a platform or namespace sets are checked where actions are
 * written; here only impossible values are refused.
 *
 * @param timeout longest run in milliseconds, positive
 * @param memory megabytes of the container, positive
 * @param logs most log output kept, in megabytes; 0 keeps none
 * @param concurrency activations that one container may run at once, at least 1
 * @param instances most containers of this action, absent for no bound of its own
 */
public record ActionLimits(int timeout, int memory, int logs, int concurrency, Optional<Integer> instances) {
    /** The values of an action that names none (contract: REST API, 3.3.4). */
    public static final ActionLimits DEFAULT = new ActionLimits(60_000, 256, 10, 1, Optional.empty());

    /** Fails on values that no platform can serve. */
    public ActionLimits {
        requireNonNull(instances);
        if (timeout <= 0 || memory <= 0 || logs < 0 || concurrency < 1) {
            throw new IllegalArgumentException("limits out of range: timeout " + timeout + ", memory " + memory
                    + ", logs " + logs + ", concurrency " + concurrency);
        }
    }
}
