package org.whirl.shell;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;
import org.whirl.spi.entity.BasicAuthKey;

/** Credentials that an administrator gives or has made up (contract: REST API, 7.2). */
final class KeyPairs {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int VERSION_DIGIT = 12;
    private static final int VARIANT_DIGIT = 16;

    private KeyPairs() {}

    static BasicAuthKey generate() {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < BasicAuthKey.KEY_LENGTH; i++) {
            key.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return new BasicAuthKey(UUID.randomUUID().toString(), key.toString());
    }

    /** Reads {@code uuid:key}, the id in any usual form of a UUID. */
    static BasicAuthKey read(String pair) {
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "failed to determine authorization id and key: they must be given as uuid:key");
        }
        String uuid = canonical(pair.substring(0, colon));
        String key = pair.substring(colon + 1);
        if (key.length() < BasicAuthKey.KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "authorization key must be at least " + BasicAuthKey.KEY_LENGTH + " characters long");
        }
        if (key.length() > BasicAuthKey.KEY_LENGTH) {
            throw new IllegalArgumentException("authorization key must not be longer than " + BasicAuthKey.KEY_LENGTH
                    + " characters: a longer one could never authenticate");
        }
        return new BasicAuthKey(uuid, key);
    }

    /** Lower case, with hyphens, and as a random UUID whatever its version says. */
    private static String canonical(String text) {
        String digits = text.toLowerCase(Locale.ROOT).replace("urn:uuid:", "").replaceAll("[-{}]", "");
        if (!digits.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("authorization id is not a valid UUID");
        }
        StringBuilder uuid = new StringBuilder(digits);
        uuid.setCharAt(VERSION_DIGIT, '4');
        int variant = Character.digit(uuid.charAt(VARIANT_DIGIT), 16);
        uuid.setCharAt(VARIANT_DIGIT, Character.forDigit(variant & 0x3 | 0x8, 16));
        return uuid.insert(20, '-')
                .insert(16, '-')
                .insert(12, '-')
                .insert(8, '-')
                .toString();
    }
}
