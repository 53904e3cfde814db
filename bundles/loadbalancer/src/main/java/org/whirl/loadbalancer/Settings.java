package org.whirl.loadbalancer;

import java.time.Duration;

/** How invokers are chosen and watched; checked at start so that a wrong value names its key. */
record Settings(
        String controller,
        double managedFraction,
        double blackboxFraction,
        Duration offlineAfter,
        double timeoutFactor,
        Duration timeoutAddon) {
    Settings {
        // The name becomes part of a topic's name.
        if (!controller.matches("[a-zA-Z0-9._-]{1,128}")) {
            throw new IllegalArgumentException(
                    "controller must be 1 to 128 of the characters a-z A-Z 0-9 . _ - but is '" + controller + "'");
        }
        requireFraction("managed.fraction", managedFraction);
        requireFraction("blackbox.fraction", blackboxFraction);
        if (offlineAfter.isNegative() || offlineAfter.isZero()) {
            throw new IllegalArgumentException("offline.after must be positive");
        }
        if (timeoutFactor < 1 || timeoutAddon.isNegative()) {
            throw new IllegalArgumentException("timeout.factor must be at least 1 and timeout.addon not negative");
        }
    }

    private static void requireFraction(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(key + " must be from 0 to 1 but is " + value);
        }
    }

    static Settings of(ShardingBalancer.Config config) {
        return new Settings(
                config.controller(),
                config.managed_fraction(),
                config.blackbox_fraction(),
                Duration.ofMillis(config.offline_after()),
                config.timeout_factor(),
                Duration.ofMillis(config.timeout_addon()));
    }
}
