package org.whirl.controller;

import java.util.Optional;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.LimitBounds;
import org.whirl.spi.entity.LimitBounds.Range;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Size;

/**
 * How the controller runs; checked here so that a wrong value is reported at start, with its key.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param eventLoops how many event loops serve it
 * @param guest credentials of the namespace {@code guest}, if it is to be made
 * @param plainKeys whether keys are stored as they are and not as digests
 * @param sharedExecuteOnly whether others may use published packages but not read them
 * @param bounds what limits of actions may be
 * @param sizes what requests may contain
 * @param quotas what a namespace may use
 * @param times how long things may take
 */
public record Settings(
        String host,
        int port,
        int eventLoops,
        Optional<BasicAuthKey> guest,
        boolean plainKeys,
        boolean sharedExecuteOnly,
        Bounds bounds,
        Sizes sizes,
        Quotas quotas,
        Times times) {

    /** What the limits of an action may be: milliseconds, megabytes and activations. */
    public record Bounds(
            int minTimeout,
            int maxTimeout,
            int minMemory,
            int maxMemory,
            int minLogs,
            int maxLogs,
            int maxConcurrency) {
        /** Fails where nothing would be left in between. */
        public Bounds {
            requireOrder("action.timeout", 1, minTimeout, maxTimeout);
            requireOrder("action.memory", 1, minMemory, maxMemory);
            requireOrder("action.logs", 0, minLogs, maxLogs);
            requireOrder("action.concurrency", 1, 1, maxConcurrency);
        }

        /** What holds for a namespace with these limits. */
        public LimitBounds within(NamespaceLimits limits) {
            return new LimitBounds(
                            new Range(minTimeout, maxTimeout),
                            new Range(minMemory, maxMemory),
                            new Range(minLogs, maxLogs),
                            new Range(1, maxConcurrency))
                    .within(limits);
        }
    }

    /** What requests may contain, in bytes; a sequence in components. */
    public record Sizes(int request, int payload, int parameters, int code, int sequence) {
        /** Fails on numbers that no request could keep to. */
        public Sizes {
            requireRange("request.max", request, 1024, 1 << 30);
            requireRange("payload.max", payload, 1, request);
            requireRange("parameters.max", parameters, 1, request);
            requireRange("code.max", code, 1, request);
            requireRange("sequence.max", sequence, 1, 10_000);
        }

        /** What holds for a namespace with these limits. */
        public Sizes within(NamespaceLimits limits) {
            return new Sizes(
                    request,
                    Math.max(1, limits.atMost(Size.MAX_PAYLOAD_SIZE, payload)),
                    Math.max(1, limits.atMost(Size.MAX_PARAMETER_SIZE, parameters)),
                    code,
                    sequence);
        }
    }

    /** What a namespace without overrides may use. */
    public record Quotas(int invocationsPerMinute, int concurrentInvocations, int firesPerMinute) {
        /** Fails on negative numbers. */
        public Quotas {
            requireRange("invocations.per.minute", invocationsPerMinute, 0, Integer.MAX_VALUE);
            requireRange("concurrent.invocations", concurrentInvocations, 0, Integer.MAX_VALUE);
            requireRange("fires.per.minute", firesPerMinute, 0, Integer.MAX_VALUE);
        }
    }

    /** How long things may take, in milliseconds. */
    public record Times(int serviceWait, int drain, int request, int bodyPause) {
        /** Fails on times that make no sense. */
        public Times {
            requireRange("service.wait", serviceWait, 1, 60_000);
            requireRange("drain", drain, 0, 120_000);
            requireRange("request.timeout", request, 1000, 600_000);
            requireRange("body.pause", bodyPause, 100, 600_000);
        }
    }

    /** Fails on values out of range. */
    public Settings {
        requireRange("port", port, 0, 65_535);
        requireRange("event.loops", eventLoops, 1, 256);
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be empty; 0.0.0.0 stands for all addresses");
        }
    }

    static Settings of(Controller.Config config) {
        int eventLoops = config.event_loops() == 0 ? Runtime.getRuntime().availableProcessors() : config.event_loops();
        return new Settings(
                config.host().trim(),
                config.port(),
                eventLoops,
                guest(config.guest_auth().trim()),
                config.keys_plain(),
                config.shared_execute_only(),
                new Bounds(
                        config.action_timeout_min(),
                        config.action_timeout_max(),
                        config.action_memory_min(),
                        config.action_memory_max(),
                        config.action_logs_min(),
                        config.action_logs_max(),
                        config.action_concurrency_max()),
                new Sizes(
                        config.request_max(),
                        config.payload_max(),
                        config.parameters_max(),
                        config.code_max(),
                        config.sequence_max()),
                new Quotas(config.invocations_per_minute(), config.concurrent_invocations(), config.fires_per_minute()),
                new Times(config.service_wait(), config.drain(), config.request_timeout(), config.body_pause()));
    }

    private static Optional<BasicAuthKey> guest(String pair) {
        if (pair.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(BasicAuthKey.parse(pair)
                .orElseThrow(() -> new IllegalArgumentException("guest.auth must be uuid:key with a UUID and a key of "
                        + BasicAuthKey.KEY_LENGTH + " characters, or empty")));
    }

    private static void requireRange(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be from " + least + " to " + most + " but is " + value);
        }
    }

    private static void requireOrder(String key, int least, int min, int max) {
        if (min < least || max < min) {
            throw new IllegalArgumentException(key + ".min must be at least " + least + " and not above " + key
                    + ".max, but they are " + min + " and " + max);
        }
    }
}
