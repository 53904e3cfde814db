package org.whirl.controller.auth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.controller.Memo;
import org.whirl.controller.ServiceHolder;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.store.SubjectStore;
import org.whirl.spi.store.SubjectStore.Credential;

/**
 * Finds out who calls. What was proven once holds for a minute or until a subject or limit changes, so that most calls
 * need no store and no digest.
 */
public final class Authenticator {
    private static final Logger log = LoggerFactory.getLogger(Authenticator.class);
    private static final String SCHEME = "Basic ";
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final int MOST_KEPT = 10_000;

    private final ServiceHolder<SubjectStore> subjects;
    private AutoCloseable subscription;
    private final Memo<String, Identity> proven = new Memo<>(KEPT, MOST_KEPT, identity -> 1);
    private final Owners owners;

    /** Checks against the subjects of this store. */
    public Authenticator(ServiceHolder<SubjectStore> subjects, Optional<BasicAuthKey> guest) {
        this.subjects = subjects;
        this.owners = new Owners(subjects, guest);
    }

    /** Those on whose behalf something is done without a call of theirs. */
    public Owners owners() {
        return owners;
    }

    /** The caller behind an {@code Authorization} header; fails with {@code UNAUTHORIZED}. */
    public CompletionStage<Identity> authenticate(Optional<String> header) {
        if (header.isEmpty()) {
            return CompletableFuture.failedFuture(missing());
        }
        return proven.get(header.get(), () -> check(header.get()))
                .thenApply(identity -> identity.orElseThrow(Authenticator::invalid));
    }

    /** Takes in that a store is there, and forgets what was proven whenever it changes. */
    public synchronized void follow(SubjectStore store) {
        close();
        subscription = store.changes(this::forget);
        forget();
    }

    private void forget() {
        proven.forgetAll();
        owners.forget();
    }

    private void close() {
        if (subscription != null) {
            try {
                subscription.close();
            } catch (Exception e) {
                log.debug("the store that is gone did not end the feed of its changes", e);
            }
        }
    }

    private CompletionStage<Optional<Identity>> check(String header) {
        Optional<String> pair = decode(header);
        if (pair.isEmpty()) {
            return CompletableFuture.failedFuture(missing());
        }
        Optional<BasicAuthKey> key = BasicAuthKey.parse(pair.get());
        if (key.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return subjects.<Optional<Credential>>call(
                        store -> store.findByUuid(key.get().uuid()))
                .thenApply(found -> found.filter(credential -> isGood(credential, key.get()))
                        .map(credential -> identity(credential, key.get())));
    }

    private static boolean isGood(Credential credential, BasicAuthKey key) {
        return credential.key().matches(key) && !credential.subject().blocked();
    }

    private static Identity identity(Credential credential, BasicAuthKey key) {
        return new Identity(credential.subject().name(), credential.key().namespace(), key, credential.limits());
    }

    private static Optional<String> decode(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).trim());
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static WhirlException missing() {
        return new WhirlException(
                Kind.UNAUTHORIZED, "The resource requires authentication, which was not supplied with the request");
    }

    private static WhirlException invalid() {
        return new WhirlException(Kind.UNAUTHORIZED, "The supplied authentication is invalid");
    }
}
