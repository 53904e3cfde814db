package org.whirl.invoker;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import org.whirl.spi.messaging.InvokerId;

/** How this invoker works; checked at start so that a wrong value names its key. */
record Settings(
        InvokerId id,
        String apiHost,
        int maxInFlight,
        int payloadMax,
        Duration pauseGrace,
        Duration idleContainer,
        Duration stemCheck,
        Duration drain) {
    private static final long MEGABYTE = 1024 * 1024;

    Settings {
        requirePositive("max.in.flight", maxInFlight);
        requirePositive("payload.max", payloadMax);
        requirePositive("idle.container", idleContainer.toMillis());
        requirePositive("stem.check", stemCheck.toMillis());
        if (drain.isNegative() || pauseGrace.isNegative()) {
            throw new IllegalArgumentException("drain.timeout and pause.grace must not be negative");
        }
    }

    private static void requirePositive(String key, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(key + " must be positive but is " + value);
        }
    }

    static Settings of(InvokerComponent.Config config) {
        long memory = config.user_memory() == 0 ? halfOfTheMachine() : config.user_memory();
        return new Settings(
                new InvokerId(
                        config.instance(),
                        memory,
                        Optional.of(config.unique_name()).filter(name -> !name.isBlank()),
                        Optional.empty()),
                config.api_host(),
                config.max_in_flight(),
                config.payload_max(),
                Duration.ofMillis(config.pause_grace()),
                Duration.ofMillis(config.idle_container()),
                Duration.ofMillis(config.stem_check()),
                Duration.ofMillis(config.drain_timeout()));
    }

    private static long halfOfTheMachine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() / MEGABYTE / 2
                : Runtime.getRuntime().maxMemory() / MEGABYTE;
    }
}
