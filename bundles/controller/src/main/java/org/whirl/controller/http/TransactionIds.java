package org.whirl.controller.http;

import java.util.concurrent.ThreadLocalRandom;
import org.whirl.spi.messaging.TransactionId;

/** Names requests, so that all that one causes can be found in logs and answers. */
final class TransactionIds {
    static final String HEADER = "X-Request-ID";

    private static final String RESERVED = "sid_";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;

    private TransactionIds() {}

    /** The client's own name for it, or a new one. */
    static TransactionId of(String header, long now) {
        boolean usable = header != null
                && !header.isEmpty()
                && !header.startsWith(RESERVED)
                && header.chars().noneMatch(Character::isISOControl);
        return new TransactionId(usable ? header : generate(), now);
    }

    private static String generate() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
