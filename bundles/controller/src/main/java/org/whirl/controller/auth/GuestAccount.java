package org.whirl.controller.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.Stored;
import org.whirl.spi.store.SubjectStore;

/** Sees to it that the namespace {@code guest} is there and has the configured credentials. */
public final class GuestAccount {
    private static final String GUEST = "guest";
    private static final int TRIES = 5;

    /** So much that nobody meets a limit in the first hour, so little that a loop gone wild is stopped. */
    private static final NamespaceLimits GENEROUS = NamespaceLimits.NONE
            .with(Count.INVOCATIONS_PER_MINUTE, 100_000)
            .with(Count.CONCURRENT_INVOCATIONS, 1_000)
            .with(Count.FIRES_PER_MINUTE, 100_000);

    private final BasicAuthKey credentials;
    private final boolean plain;

    /** The credentials it is to have, and whether they are stored as they are. */
    public GuestAccount(BasicAuthKey credentials, boolean plain) {
        this.credentials = credentials;
        this.plain = plain;
    }

    /** Writes the subject where it is missing or has other credentials; tries again when another controller does too. */
    public CompletionStage<Void> ensure(SubjectStore store) {
        return ensure(store, TRIES);
    }

    private CompletionStage<Void> ensure(SubjectStore store, int tries) {
        return store.get(GUEST)
                .thenCompose(found -> write(store, found))
                .handle((done, failure) -> failure == null
                        ? CompletableFuture.<Void>completedFuture(null)
                        : again(store, tries, Failures.cause(failure)))
                .thenCompose(Function.identity());
    }

    private CompletionStage<Void> again(SubjectStore store, int tries, Throwable failure) {
        boolean lostRace = failure instanceof WhirlException expected && expected.kind() == Kind.CONFLICT;
        return lostRace && tries > 1 ? ensure(store, tries - 1) : CompletableFuture.failedFuture(failure);
    }

    private CompletionStage<Void> write(SubjectStore store, Optional<Stored<Subject>> found) {
        List<NamespaceKey> keys =
                new ArrayList<>(found.map(stored -> stored.value().namespaces()).orElse(List.of()));
        if (keys.stream().anyMatch(key -> key.namespace().equals(GUEST) && key.matches(credentials))) {
            return CompletableFuture.completedFuture(null);
        }
        keys.removeIf(key -> key.namespace().equals(GUEST));
        keys.add(plain ? NamespaceKey.plain(GUEST, credentials) : NamespaceKey.hashed(GUEST, credentials));
        boolean blocked = found.map(stored -> stored.value().blocked()).orElse(false);
        return store.put(new Subject(GUEST, blocked, keys), found.map(Stored::revision))
                .thenCompose(stored -> found.isPresent() ? CompletableFuture.completedFuture(null) : giveLimits(store));
    }

    /** Only once: an administrator may take them away again. */
    private static CompletionStage<Void> giveLimits(SubjectStore store) {
        return store.getLimits(GUEST)
                .thenCompose(limits -> limits.isPresent()
                        ? CompletableFuture.completedFuture(null)
                        : store.putLimits(GUEST, GENEROUS));
    }
}
