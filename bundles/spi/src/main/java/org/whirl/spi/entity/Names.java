package org.whirl.spi.entity;

import org.whirl.spi.WhirlException;

/** The rule for the segments of names: which characters, how long. */
final class Names {
    /** Longest segment in characters (contract: REST API, 1.8). */
    static final int MAX_LENGTH = 256;

    private Names() {}

    /** Checks a segment; {@code what} is the subject of the error text for wrong characters. */
    static String require(String value, String illegal, String tooLong) {
        if (value.length() > MAX_LENGTH) {
            throw WhirlException.badRequest(
                    tooLong + " longer than allowed: " + value.length() + " > " + MAX_LENGTH + ".");
        }
        if (!isLegal(value)) {
            throw WhirlException.badRequest(illegal + " contains illegal characters.");
        }
        return value;
    }

    static boolean isLegal(String value) {
        int length = value.length();
        if (length == 0 || length > MAX_LENGTH || !isWord(value.charAt(0)) || value.charAt(length - 1) == ' ') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = value.charAt(i);
            if (!isWord(c) && "@. &-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
