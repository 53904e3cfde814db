package org.whirl.spi.entity;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.whirl.spi.WhirlException;

/**
 * The identity of one activation.
 *
 * @param value 32 lower-case hexadecimal characters
 */
public record ActivationId(String value) {
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Fails with {@code BAD_REQUEST} on another length or other characters. */
    public ActivationId {
        if (value.length() != LENGTH) {
            throw WhirlException.badRequest(
                    "Activation id length is " + value.length() + " but must be " + LENGTH + ".");
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                throw WhirlException.badRequest("The activation id is not valid.");
            }
        }
    }

    /** A new id that nobody can guess. */
    public static ActivationId generate() {
        byte[] bytes = new byte[LENGTH / 2];
        RANDOM.nextBytes(bytes);
        return new ActivationId(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
