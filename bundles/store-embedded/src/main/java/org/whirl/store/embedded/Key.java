package org.whirl.store.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds keys whose order as bytes is the order of their parts. Texts end with a zero byte, which no name contains, so
 * that one text being the beginning of another does no harm.
 */
final class Key {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

    private Key() {}

    /** A key that starts with a text. */
    static Key of(String text) {
        return new Key().text(text);
    }

    /** A key that starts with a number. */
    static Key of(long number) {
        return new Key().number(number);
    }

    /** A key that starts with given bytes. */
    static Key of(byte[] start) {
        return new Key().raw(start);
    }

    /** Adds a text. */
    Key text(String text) {
        raw(text.getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
        return this;
    }

    /** Adds a number, negative ones before positive ones. */
    Key number(long number) {
        return raw(
                ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array());
    }

    /** Adds bytes as they are. */
    Key raw(byte[] part) {
        bytes.writeBytes(part);
        return this;
    }

    /** The key. */
    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** All keys that begin like this one, whose last part must be a text. */
    KeyRange range() {
        byte[] from = bytes();
        byte[] to = from.clone();
        to[to.length - 1] = 1;
        return new KeyRange(from, to);
    }

    /** Reads back a number at an offset of a key. */
    static long number(byte[] key, int offset) {
        return ByteBuffer.wrap(key).getLong(offset) ^ Long.MIN_VALUE;
    }

    /** Reads back a text that starts at an offset of a key and ends before its terminator or with the key. */
    static String text(byte[] key, int offset) {
        int end = offset;
        while (end < key.length && key[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOfRange(key, offset, end), StandardCharsets.UTF_8);
    }

    /** Keys from {@code from}, inclusive, to {@code to}, exclusive. */
    record KeyRange(byte[] from, byte[] to) {}
}
