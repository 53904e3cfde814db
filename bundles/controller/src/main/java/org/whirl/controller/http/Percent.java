package org.whirl.controller.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as it is used in paths and queries. */
public final class Percent {
    private static final int RADIX = 16;

    private Percent() {}

    /** Decodes; bytes that are no UTF-8 become U+FFFD. Fails with {@code IllegalArgumentException} on a broken escape. */
    public static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0) {
            return plusIsSpace && text.indexOf('+') >= 0 ? text.replace('+', ' ') : text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int position = 0;
        while (position < text.length()) {
            int next = text.indexOf('%', position);
            int end = next < 0 ? text.length() : next;
            String plain = text.substring(position, end);
            bytes.writeBytes((plusIsSpace ? plain.replace('+', ' ') : plain).getBytes(StandardCharsets.UTF_8));
            position = end;
            if (next >= 0) {
                bytes.write(octet(text, next));
                position += 3;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int octet(String text, int percent) {
        int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), RADIX) : -1;
        int low = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 2), RADIX) : -1;
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException("Illegal request-target: broken percent escape at position " + percent);
        }
        return high * RADIX + low;
    }
}
