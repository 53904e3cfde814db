package org.whirl.controller.auth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Memo;
import org.whirl.controller.ServiceHolder;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.store.SubjectStore;
import org.whirl.spi.store.SubjectStore.Credential;

/**
 * Who owns which namespace, for web actions: they run as the owner, whoever calls.
 *
 * <p>An identity carries the owner's credentials, which go to actions with the annotation {@code provide-api-key}. They
 * are known where the store has the key itself, and for the namespace {@code guest}, whose key is a setting. Where the
 * store has a digest only, nobody knows the key: such actions then get the right uuid with a key of zeros, which the API
 * refuses like any wrong key. Operators whose web actions call the API themselves let keys be stored as they are.
 */
public final class Owners {
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final int MOST_KEPT = 10_000;
    private static final String UNKNOWN_KEY = "0".repeat(BasicAuthKey.KEY_LENGTH);

    private final ServiceHolder<SubjectStore> subjects;
    private final Optional<BasicAuthKey> guest;
    private final Memo<String, Identity> known = new Memo<>(KEPT, MOST_KEPT, identity -> 1);

    Owners(ServiceHolder<SubjectStore> subjects, Optional<BasicAuthKey> guest) {
        this.subjects = subjects;
        this.guest = guest;
    }

    /** The owner of a namespace; empty where there is none who may act. */
    public CompletionStage<Optional<Identity>> find(String namespace) {
        return known.get(namespace, () -> subjects.<Optional<Credential>>call(store -> store.findByNamespace(namespace))
                .thenApply(found ->
                        found.filter(owner -> !owner.subject().blocked()).flatMap(this::identity)));
    }

    void forget() {
        known.forgetAll();
    }

    private Optional<Identity> identity(Credential owner) {
        NamespaceKey key = owner.key();
        return guest.filter(key::matches)
                .or(key::credentials)
                .or(() -> BasicAuthKey.parse(key.uuid() + ":" + UNKNOWN_KEY))
                .map(credentials -> new Identity(owner.subject().name(), key.namespace(), credentials, owner.limits()));
    }
}
