package org.whirl.container.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much isolation the operator asks for. */
enum Isolation {
    /** The strongest that works on this machine. */
    AUTO,
    /** Namespaces, or the platform serves nothing. */
    REQUIRED,
    /** Limits only. */
    NONE;

    static Isolation of(String word) {
        try {
            return valueOf(word.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String choices = Arrays.stream(values())
                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("isolation must be one of " + choices + " but is '" + word + "'", e);
        }
    }
}
