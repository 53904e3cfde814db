package org.whirl.spi.json;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as documents write them: a whole number and a unit. */
public final class ByteSizes {
    private static final Pattern FORM = Pattern.compile("\\s*(\\d{1,15})\\s*(B|K|KB|M|MB|G|GB)\\s*");
    private static final String UNITS = "BKMG";
    private static final int STEP = 1024;

    private ByteSizes() {}

    /** Reads {@code 1 MB}, {@code 1m} or {@code 1048576 B}; fails with {@code IllegalArgumentException}. */
    public static long parse(String text) {
        Matcher parts = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size: it must be a whole number and B, KB, MB or GB, like \"1 MB\"");
        }
        long bytes = Long.parseLong(parts.group(1));
        for (int unit = UNITS.indexOf(parts.group(2).charAt(0)); unit > 0; unit--) {
            bytes = Math.multiplyExact(bytes, (long) STEP);
        }
        return bytes;
    }

    /** In bytes, as the REST API shows sizes. */
    public static String bytes(long size) {
        return size + " B";
    }

    /** In the largest unit that leaves a whole number. */
    public static String shortest(long size) {
        long number = size;
        int unit = 0;
        while (unit < UNITS.length() - 1 && number > 0 && number % STEP == 0) {
            number /= STEP;
            unit++;
        }
        return number + " " + (unit == 0 ? "B" : UNITS.charAt(unit) + "B");
    }
}
