package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What an operator allows one namespace, where it differs from the platform's defaults.
 *
 * @param invocationsPerMinute invocations in one clock minute; 0 refuses all
 * @param concurrentInvocations activations in flight; 0 refuses all
 * @param firesPerMinute trigger fires in one clock minute; 0 refuses all
 * @param allowedKinds kinds that may be created; absent for all
 * @param storeActivations whether records are kept; absent for yes
 */
public record NamespaceLimits(
        Optional<Integer> invocationsPerMinute,
        Optional<Integer> concurrentInvocations,
        Optional<Integer> firesPerMinute,
        Optional<List<String>> allowedKinds,
        Optional<Boolean> storeActivations) {
    /** No overrides. */
    public static final NamespaceLimits NONE = new NamespaceLimits(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** All parts are required. */
    public NamespaceLimits {
        requireNonNull(invocationsPerMinute);
        requireNonNull(concurrentInvocations);
        requireNonNull(firesPerMinute);
        allowedKinds = allowedKinds.map(List::copyOf);
        requireNonNull(storeActivations);
    }
}
