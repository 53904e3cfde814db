package org.whirl.shell;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Points in time for tables. */
final class Times {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Times() {}

    static String local(long epochMilliseconds) {
        return FORMAT.format(Instant.ofEpochMilli(epochMilliseconds).atZone(ZoneId.systemDefault()));
    }
}
