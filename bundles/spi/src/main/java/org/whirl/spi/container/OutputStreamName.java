package org.whirl.spi.container;

import java.util.Locale;

/** The two streams an action writes to. */
public enum OutputStreamName {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR;

    /** The word used in log lines. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
