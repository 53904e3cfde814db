package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator allows one namespace, where it differs from the platform's defaults (contract: REST API, 6.3).
 *
 * @param counts those that are numbers
 * @param sizes those that are sizes, in bytes
 * @param allowedKinds kinds that may be created; absent for all
 * @param storeActivations whether records are kept; absent for yes
 * @param warmedContainerKeepingTimeout how long warm containers are kept, as other platforms write it; no effect here
 */
public record NamespaceLimits(
        Map<Count, Integer> counts,
        Map<Size, Long> sizes,
        Optional<List<String>> allowedKinds,
        Optional<Boolean> storeActivations,
        Optional<String> warmedContainerKeepingTimeout) {

    /** Limits that are whole numbers: of invocations, megabytes, milliseconds or containers. */
    public enum Count {
        /** Invocations in one clock minute; 0 refuses all. */
        INVOCATIONS_PER_MINUTE("invocationsPerMinute"),
        /** Activations in flight; 0 refuses all. */
        CONCURRENT_INVOCATIONS("concurrentInvocations"),
        /** Trigger fires in one clock minute; 0 refuses all. */
        FIRES_PER_MINUTE("firesPerMinute"),
        /** Least memory of an action in MB. */
        MIN_ACTION_MEMORY("minActionMemory"),
        /** Most memory of an action in MB. */
        MAX_ACTION_MEMORY("maxActionMemory"),
        /** Least log output of an action in MB. */
        MIN_ACTION_LOGS("minActionLogs"),
        /** Most log output of an action in MB. */
        MAX_ACTION_LOGS("maxActionLogs"),
        /** Shortest time limit of an action in milliseconds. */
        MIN_ACTION_TIMEOUT("minActionTimeout"),
        /** Longest time limit of an action in milliseconds. */
        MAX_ACTION_TIMEOUT("maxActionTimeout"),
        /** Fewest activations at once that a container of an action must take. */
        MIN_ACTION_CONCURRENCY("minActionConcurrency"),
        /** Most activations at once that a container of an action may take. */
        MAX_ACTION_CONCURRENCY("maxActionConcurrency"),
        /** Kept for other platforms: what counts here is {@link #CONCURRENT_INVOCATIONS}. */
        MAX_ACTION_INSTANCES("maxActionInstances"),
        /** Kept for other platforms. */
        WARMED_CONTAINER_KEEPING_COUNT("warmedContainerKeepingCount");

        private final String member;

        Count(String member) {
            this.member = member;
        }

        /** How JSON calls it. */
        public String member() {
            return member;
        }

        /** The limit of that name. */
        public static Optional<Count> of(String member) {
            return Arrays.stream(values())
                    .filter(count -> count.member.equals(member))
                    .findFirst();
        }
    }

    /** Limits that are sizes; the platform's own are never exceeded. */
    public enum Size {
        /** Largest list of parameters or annotations. */
        MAX_PARAMETER_SIZE("maxParameterSize"),
        /** Largest body of an invocation, and largest result. */
        MAX_PAYLOAD_SIZE("maxPayloadSize"),
        /** How much of a result that is too long is kept. */
        TRUNCATION_SIZE("truncationSize");

        private final String member;

        Size(String member) {
            this.member = member;
        }

        /** How JSON calls it. */
        public String member() {
            return member;
        }
    }

    /** No overrides. */
    public static final NamespaceLimits NONE =
            new NamespaceLimits(Map.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /** All parts are required. */
    public NamespaceLimits {
        counts = Map.copyOf(counts);
        sizes = Map.copyOf(sizes);
        allowedKinds = allowedKinds.map(List::copyOf);
        requireNonNull(storeActivations);
        requireNonNull(warmedContainerKeepingTimeout);
    }

    /** The same with one number set. */
    public NamespaceLimits with(Count count, int value) {
        Map<Count, Integer> more = new EnumMap<>(Count.class);
        more.putAll(counts);
        more.put(count, value);
        return new NamespaceLimits(more, sizes, allowedKinds, storeActivations, warmedContainerKeepingTimeout);
    }

    /** The same with one size set. */
    public NamespaceLimits with(Size size, long bytes) {
        Map<Size, Long> more = new EnumMap<>(Size.class);
        more.putAll(sizes);
        more.put(size, bytes);
        return new NamespaceLimits(counts, more, allowedKinds, storeActivations, warmedContainerKeepingTimeout);
    }

    /** The same with other kinds. */
    public NamespaceLimits withAllowedKinds(List<String> kinds) {
        return new NamespaceLimits(counts, sizes, Optional.of(kinds), storeActivations, warmedContainerKeepingTimeout);
    }

    /** The same, keeping records or not. */
    public NamespaceLimits withStoreActivations(boolean store) {
        return new NamespaceLimits(counts, sizes, allowedKinds, Optional.of(store), warmedContainerKeepingTimeout);
    }

    /** A number, if it is set. */
    public Optional<Integer> count(Count count) {
        return Optional.ofNullable(counts.get(count));
    }

    /** What holds for a size of which the platform allows so many bytes: the smaller of both. */
    public int atMost(Size size, int platform) {
        return (int) Math.min(platform, sizes.getOrDefault(size, (long) platform));
    }

    /** Invocations in one clock minute, if set. */
    public Optional<Integer> invocationsPerMinute() {
        return count(Count.INVOCATIONS_PER_MINUTE);
    }

    /** Activations in flight, if set. */
    public Optional<Integer> concurrentInvocations() {
        return count(Count.CONCURRENT_INVOCATIONS);
    }

    /** Trigger fires in one clock minute, if set. */
    public Optional<Integer> firesPerMinute() {
        return count(Count.FIRES_PER_MINUTE);
    }
}
