package org.whirl.spi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Samples.subject;
import static org.whirl.spi.store.Stages.await;
import static org.whirl.spi.store.Stages.awaitFailure;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.entity.NamespaceLimits.Size;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.SubjectStore.Credential;

/** What every store of subjects promises. Each test starts with an empty store. */
public abstract class SubjectStoreContract {
    private static final String FIRST = "23bc46b1-71f6-4ed5-8c54-816aa4f8c502";
    private static final String SECOND = "789c46b1-71f6-4ed5-8c54-816aa4f8c502";
    private static final String THIRD = "129c46b1-71f6-4ed5-8c54-816aa4f8c502";

    /** The store under test. */
    protected abstract SubjectStore store();

    @Test
    public void aSubjectReadsAsItWasWritten() {
        Subject alice = new Subject(
                "alice-dev",
                true,
                List.of(new NamespaceKey("alice-dev", FIRST, "one"), new NamespaceKey("team", SECOND, "two")));
        Stored<Subject> stored = await(store().put(alice, Optional.empty()));
        assertThat(stored.value()).isEqualTo(alice);
        assertThat(await(store().get("alice-dev"))).contains(stored);
        assertThat(await(store().get("nobody"))).isEmpty();
    }

    @Test
    public void writesNeedTheNewestRevision() {
        String first =
                await(store().put(subject("alice", FIRST), Optional.empty())).revision();
        awaitFailure(store().put(subject("alice", SECOND), Optional.empty()), Kind.CONFLICT);
        String second =
                await(store().put(subject("alice", SECOND), Optional.of(first))).revision();
        awaitFailure(store().put(subject("alice", FIRST), Optional.of(first)), Kind.CONFLICT);
        assertThat(await(store().get("alice")).orElseThrow().revision()).isEqualTo(second);
    }

    @Test
    public void credentialsAreFoundByUuid() {
        Subject alice = new Subject(
                "alice",
                false,
                List.of(new NamespaceKey("alice", FIRST, "one"), new NamespaceKey("team", SECOND, "2")));
        await(store().put(alice, Optional.empty()));
        assertThat(await(store().findByUuid(SECOND)))
                .contains(new Credential(alice, alice.namespaces().get(1), NamespaceLimits.NONE));
        assertThat(await(store().findByUuid("00000000-71f6-4ed5-8c54-816aa4f8c502")))
                .isEmpty();
    }

    @Test
    public void replacedCredentialsAreNoLongerFound() {
        String revision =
                await(store().put(subject("alice", FIRST), Optional.empty())).revision();
        await(store().put(subject("alice", SECOND), Optional.of(revision)));
        assertThat(await(store().findByUuid(FIRST))).isEmpty();
        assertThat(await(store().findByUuid(SECOND))).isPresent();
    }

    @Test
    public void blockedSubjectsAreFoundToo() {
        Subject blocked = new Subject("alice", true, subject("alice", FIRST).namespaces());
        await(store().put(blocked, Optional.empty()));
        assertThat(await(store().findByUuid(FIRST)).orElseThrow().subject().blocked())
                .isTrue();
    }

    @Test
    public void credentialsOfTwoSubjectsAreAnError() {
        await(store().put(subject("alice", FIRST), Optional.empty()));
        await(store().put(subject("bobby", FIRST), Optional.empty()));
        awaitFailure(store().findByUuid(FIRST), Kind.INTERNAL);
    }

    @Test
    public void limitsComeWithTheCredentials() {
        await(store().put(subject("alice", FIRST), Optional.empty()));
        NamespaceLimits limits = NamespaceLimits.NONE
                .with(Count.INVOCATIONS_PER_MINUTE, 600)
                .with(Count.FIRES_PER_MINUTE, 0)
                .with(Size.MAX_PAYLOAD_SIZE, 2048)
                .withAllowedKinds(List.of("nodejs:20"))
                .withStoreActivations(false);
        await(store().putLimits("alice", limits));
        assertThat(await(store().findByUuid(FIRST)).orElseThrow().limits()).isEqualTo(limits);
        await(store().putLimits("alice", NamespaceLimits.NONE));
        assertThat(await(store().findByUuid(FIRST)).orElseThrow().limits()).isEqualTo(NamespaceLimits.NONE);
    }

    @Test
    public void limitsAreReadAndRemovedApartFromCredentials() {
        assertThat(await(store().getLimits("team"))).isEmpty();
        assertThat(await(store().deleteLimits("team"))).isFalse();
        NamespaceLimits limits = NamespaceLimits.NONE.with(Count.MAX_ACTION_MEMORY, 256);
        await(store().putLimits("team", limits));
        assertThat(await(store().getLimits("team"))).contains(limits);
        assertThat(await(store().deleteLimits("team"))).isTrue();
        assertThat(await(store().getLimits("team"))).isEmpty();
    }

    @Test
    public void removedSubjectsAreGone() {
        String revision =
                await(store().put(subject("alice", FIRST), Optional.empty())).revision();
        awaitFailure(store().delete("alice", "7-0"), Kind.CONFLICT);
        awaitFailure(store().delete("nobody", revision), Kind.CONFLICT);
        await(store().delete("alice", revision));
        assertThat(await(store().get("alice"))).isEmpty();
        assertThat(await(store().findByUuid(FIRST))).isEmpty();
        assertThat(await(store().findByNamespace("alice"))).isEmpty();
        assertThat(await(store().list(0, 10))).isEmpty();
    }

    @Test
    public void aNamespaceIsFoundByName() {
        Subject alice = new Subject(
                "alice",
                false,
                List.of(new NamespaceKey("alice", FIRST, "one"), new NamespaceKey("team", SECOND, "two")));
        Subject bobby = new Subject("bobby", true, List.of(new NamespaceKey("team", THIRD, "three")));
        await(store().put(bobby, Optional.empty()));
        await(store().put(alice, Optional.empty()));
        await(store().putLimits("team", NamespaceLimits.NONE.with(Count.FIRES_PER_MINUTE, 1)));
        Credential greatest = await(store().findByNamespace("team")).orElseThrow();
        assertThat(greatest.subject()).isEqualTo(bobby);
        assertThat(greatest.key().uuid()).isEqualTo(THIRD);
        assertThat(greatest.limits().firesPerMinute()).contains(1);
        assertThat(await(store().listByNamespace("team"))).containsExactly(alice, bobby);
        assertThat(await(store().listByNamespace("alice"))).containsExactly(alice);
        assertThat(await(store().listByNamespace("tea"))).isEmpty();
        assertThat(await(store().findByNamespace("nowhere"))).isEmpty();
    }

    @Test
    public void everyChangeIsTold() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        AutoCloseable subscription = store().changes(changes::incrementAndGet);
        String revision =
                await(store().put(subject("alice", FIRST), Optional.empty())).revision();
        assertThat(changes.get()).isEqualTo(1);
        await(store().putLimits("alice", NamespaceLimits.NONE));
        await(store().deleteLimits("alice"));
        await(store().delete("alice", revision));
        assertThat(changes.get()).isEqualTo(4);
        subscription.close();
        await(store().put(subject("alice", FIRST), Optional.empty()));
        assertThat(changes.get()).isEqualTo(4);
    }

    @Test
    public void subjectsAreListedByName() {
        for (String name : List.of("carol", "alice", "bobby", "david")) {
            await(store().put(subject(name, FIRST.replace("23bc", name.substring(0, 4))), Optional.empty()));
        }
        assertThat(names(0, 10)).containsExactly("alice", "bobby", "carol", "david");
        assertThat(names(1, 2)).containsExactly("bobby", "carol");
        assertThat(names(9, 2)).isEmpty();
    }

    private List<String> names(int skip, int limit) {
        return await(store().list(skip, limit)).stream().map(Subject::name).toList();
    }
}
