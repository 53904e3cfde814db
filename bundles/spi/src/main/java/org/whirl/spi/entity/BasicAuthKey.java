package org.whirl.spi.entity;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The credentials of a caller, {@code uuid:key}.
 *
 * @param uuid 36 characters in the form of a UUID
 * @param key exactly 64 characters
 */
public record BasicAuthKey(String uuid, String key) {
    /** Characters of a key (contract: REST API, 2.1). */
    public static final int KEY_LENGTH = 64;

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Fails on another form; {@link #parse} answers empty instead. */
    public BasicAuthKey {
        if (!isLegal(uuid, key)) {
            throw new IllegalArgumentException("not a uuid:key pair");
        }
    }

    /** Reads {@code uuid:key}; empty when it has not that form. */
    public static Optional<BasicAuthKey> parse(String pair) {
        int colon = pair.indexOf(':');
        if (colon < 0 || !isLegal(pair.substring(0, colon), pair.substring(colon + 1))) {
            return Optional.empty();
        }
        return Optional.of(new BasicAuthKey(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    private static boolean isLegal(String uuid, String key) {
        return key.length() == KEY_LENGTH && UUID_FORM.matcher(uuid).matches();
    }

    /** {@code uuid:key}, the form that actions get. */
    public String pair() {
        return uuid + ":" + key;
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return uuid;
    }
}
