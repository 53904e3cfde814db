package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The right of a subject to act in a namespace.
 *
 * @param namespace the namespace
 * @param uuid first half of the credentials
 * @param secret second half: {@code sha256:} and a hexadecimal digest, or the plain key as other tools write it
 */
public record NamespaceKey(String namespace, String uuid, String secret) {
    private static final String HASHED = "sha256:";

    /** Fails with {@code BAD_REQUEST} on an illegal namespace. */
    public NamespaceKey {
        EntityPath.of(namespace);
        requireNonNull(uuid);
        requireNonNull(secret);
    }

    /** The right that these credentials give, keeping only a digest of the key: keys are random, so no salt is needed. */
    public static NamespaceKey hashed(String namespace, BasicAuthKey credentials) {
        return new NamespaceKey(namespace, credentials.uuid(), HASHED + digest(credentials.key()));
    }

    /** The right that these credentials give, keeping the key itself, for other tools that read the database. */
    public static NamespaceKey plain(String namespace, BasicAuthKey credentials) {
        return new NamespaceKey(namespace, credentials.uuid(), credentials.key());
    }

    /** The credentials, which are known only where the key is stored as it is. */
    public Optional<BasicAuthKey> credentials() {
        return isHashed() ? Optional.empty() : BasicAuthKey.parse(uuid + ":" + secret);
    }

    private boolean isHashed() {
        return secret.startsWith(HASHED);
    }

    /** Whether the credentials are these; takes the same time for every wrong key. */
    public boolean matches(BasicAuthKey credentials) {
        String stored = isHashed() ? secret.substring(HASHED.length()) : digest(secret);
        return uuid.equalsIgnoreCase(credentials.uuid())
                && MessageDigest.isEqual(bytes(stored), bytes(digest(credentials.key())));
    }

    private static String digest(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(key)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return namespace + " " + uuid;
    }
}
