package org.whirl.spi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Samples.action;
import static org.whirl.spi.store.Stages.await;
import static org.whirl.spi.store.Stages.awaitFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.Test;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Parameters;

/** What every store of entities promises. Each test starts with an empty store. */
public abstract class ArtifactStoreContract {
    private static final String BIG = "x".repeat(100_000) + "\u00e4\u20ac\ud83d\ude00";

    /** The store under test. */
    protected abstract ArtifactStore store();

    private Stored<Entity> create(Entity entity) {
        return await(store().put(entity, Optional.empty()));
    }

    private Optional<Stored<Entity>> read(String name) {
        return await(store().get(FullyQualifiedName.parse(name)));
    }

    @Test
    public void everyTypeReadsAsItWasWritten() {
        List<Entity> entities = List.of(
                action("guest/hello", 1, "code"),
                action("guest/tools/greet", 2, ""),
                Samples.actionPackage("guest/tools", 3),
                Samples.trigger("guest/tick", 4),
                Samples.rule("guest/on tick@2.0 & more", 5));
        for (Entity entity : entities) {
            Stored<Entity> stored = create(entity);
            assertThat(stored.value()).isEqualTo(entity);
            assertThat(await(store().get(entity.fullyQualifiedName()))).contains(stored);
        }
    }

    @Test
    public void whatIsMissingIsEmpty() {
        assertThat(read("guest/none")).isEmpty();
    }

    @Test
    public void aNameIsTakenOnceWhateverTheType() {
        create(action("guest/taken", 1, "code"));
        awaitFailure(store().put(Samples.trigger("guest/taken", 2), Optional.empty()), Kind.CONFLICT);
        assertThat(read("guest/taken").orElseThrow().value()).isInstanceOf(Action.class);
    }

    @Test
    public void anUpdateNeedsTheNewestRevision() {
        String first = create(action("guest/hello", 1, "one")).revision();
        Stored<Entity> second = await(store().put(action("guest/hello", 2, "two"), Optional.of(first)));
        assertThat(second.revision()).isNotEqualTo(first);
        WhirlException error =
                awaitFailure(store().put(action("guest/hello", 3, "three"), Optional.of(first)), Kind.CONFLICT);
        assertThat(error).hasMessage("Concurrent modification to resource detected.");
        assertThat(read("guest/hello")).contains(second);
    }

    @Test
    public void anUpdateOfWhatIsGoneConflicts() {
        String revision = create(action("guest/hello", 1, "one")).revision();
        await(store().delete(FullyQualifiedName.parse("guest/hello"), revision));
        awaitFailure(store().put(action("guest/hello", 2, "two"), Optional.of(revision)), Kind.CONFLICT);
    }

    @Test
    public void deletingNeedsTheNewestRevision() {
        FullyQualifiedName name = FullyQualifiedName.parse("guest/hello");
        String first = create(action("guest/hello", 1, "one")).revision();
        String second = await(store().put(action("guest/hello", 2, "two"), Optional.of(first)))
                .revision();
        awaitFailure(store().delete(name, first), Kind.CONFLICT);
        await(store().delete(name, second));
        assertThat(read("guest/hello")).isEmpty();
        awaitFailure(store().delete(name, second), Kind.CONFLICT);
    }

    @Test
    public void whatWasDeletedCanBeMadeAgainUnderANewRevision() {
        FullyQualifiedName name = FullyQualifiedName.parse("guest/hello");
        String first = create(action("guest/hello", 1, "one")).revision();
        await(store().delete(name, first));
        String second = create(action("guest/hello", 1, "one")).revision();
        assertThat(second).isNotEqualTo(first);
        awaitFailure(store().delete(name, first), Kind.CONFLICT);
    }

    @Test
    public void codeReadsAsItWasWritten() {
        for (String code : List.of("", "short", " padded text ", "QUJDRA==", BIG)) {
            String name = "guest/code" + code.length();
            create(action(name, 1, code));
            assertThat(await(store().code((Action) read(name).orElseThrow().value())))
                    .isEqualTo(code);
        }
    }

    @Test
    public void bigCodeIsAttachedAndLeftOutOfReads() {
        Stored<Entity> stored = create(action("guest/big", 1, BIG));
        Action read = (Action) read("guest/big").orElseThrow().value();
        assertThat(read.exec().code().orElseThrow()).isInstanceOf(Code.Attached.class);
        assertThat(stored.value()).isEqualTo(read);
    }

    @Test
    public void anUpdateWithTheAttachmentKeepsTheCode() {
        Stored<Entity> stored = create(action("guest/big", 1, BIG));
        Action changed = ((Action) stored.value()).withParameters(Parameters.EMPTY);
        Stored<Entity> updated = await(store().put(changed, Optional.of(stored.revision())));
        assertThat(await(store().code((Action) updated.value()))).isEqualTo(BIG);
        assertThat(await(store().code((Action) read("guest/big").orElseThrow().value())))
                .isEqualTo(BIG);
    }

    @Test
    public void replacedAndDeletedCodeIsGone() {
        Stored<Entity> first = create(action("guest/big", 1, BIG));
        Stored<Entity> second = await(store().put(action("guest/big", 2, BIG + "2"), Optional.of(first.revision())));
        awaitFailure(store().code((Action) first.value()), Kind.NOT_FOUND);
        assertThat(await(store().code((Action) second.value()))).isEqualTo(BIG + "2");
        await(store().delete(FullyQualifiedName.parse("guest/big"), second.revision()));
        awaitFailure(store().code((Action) second.value()), Kind.NOT_FOUND);
    }

    @Test
    public void aLostRaceDoesNotTouchTheCode() {
        Stored<Entity> first = create(action("guest/big", 1, BIG));
        awaitFailure(store().put(action("guest/big", 2, BIG + "2"), Optional.of("0-0")), Kind.CONFLICT);
        assertThat(await(store().code((Action) first.value()))).isEqualTo(BIG);
    }

    @Test
    public void listsAreNewestFirstWithoutCode() {
        create(action("guest/b", 20, "code"));
        create(action("guest/c", 10, BIG));
        create(action("guest/tools/a", 30, "code"));
        create(action("guest/d", 20, "code"));
        create(action("guests/e", 40, "code"));
        create(Samples.trigger("guest/tick", 50));
        List<Entity> listed = await(store().list(query(EntityCollection.ACTIONS, 0, 200)));
        assertThat(names(listed)).containsExactly("guest/tools/a", "guest/d", "guest/b", "guest/c");
        assertThat(listed.get(2)).isEqualTo(EntityQuery.entry(action("guest/b", 20, "code")));
    }

    @Test
    public void aPackageListsItsOwnActions() {
        create(action("guest/a", 1, "code"));
        create(action("guest/tools/b", 2, "code"));
        create(action("guest/tools2/c", 3, "code"));
        EntityQuery query =
                new EntityQuery(EntityCollection.ACTIONS, "guest", Optional.of(new EntityName("tools")), 0, 10);
        assertThat(names(await(store().list(query)))).containsExactly("guest/tools/b");
        assertThat(await(store().count(query))).isEqualTo(1);
    }

    @Test
    public void everyTypeIsListedInItsCollection() {
        create(Samples.actionPackage("guest/tools", 1));
        create(Samples.trigger("guest/tick", 2));
        create(Samples.rule("guest/onTick", 3));
        for (EntityCollection collection : EntityCollection.values()) {
            List<Entity> listed = await(store().list(query(collection, 0, 10)));
            assertThat(listed).hasSize(collection == EntityCollection.ACTIONS ? 0 : 1);
            assertThat(listed).allMatch(entity -> entity.collection() == collection);
        }
    }

    @Test
    public void pagesAndCounts() {
        Stream.of(1, 2, 3, 4, 5).forEach(number -> create(Samples.trigger("guest/t" + number, number)));
        assertThat(names(await(store().list(query(EntityCollection.TRIGGERS, 1, 2)))))
                .containsExactly("guest/t4", "guest/t3");
        assertThat(await(store().list(query(EntityCollection.TRIGGERS, 5, 2)))).isEmpty();
        assertThat(await(store().count(query(EntityCollection.TRIGGERS, 0, 1)))).isEqualTo(5);
        assertThat(await(store().count(query(EntityCollection.TRIGGERS, 2, 1)))).isEqualTo(3);
        assertThat(await(store().count(query(EntityCollection.TRIGGERS, 9, 1)))).isZero();
    }

    @Test
    public void updatesAndDeletionsMoveListEntries() {
        Stored<Entity> old = create(Samples.trigger("guest/a", 1));
        create(Samples.trigger("guest/b", 2));
        Stored<Entity> moved = await(store().put(Samples.trigger("guest/a", 3), Optional.of(old.revision())));
        assertThat(names(await(store().list(query(EntityCollection.TRIGGERS, 0, 9)))))
                .containsExactly("guest/a", "guest/b");
        await(store().delete(FullyQualifiedName.parse("guest/a"), moved.revision()));
        assertThat(names(await(store().list(query(EntityCollection.TRIGGERS, 0, 9)))))
                .containsExactly("guest/b");
        assertThat(await(store().count(query(EntityCollection.TRIGGERS, 0, 9)))).isEqualTo(1);
    }

    @Test
    public void changesAreToldBeforeTheStageCompletes() throws Exception {
        List<FullyQualifiedName> told = new CopyOnWriteArrayList<>();
        AutoCloseable registration = store().changes(told::add);
        FullyQualifiedName name = FullyQualifiedName.parse("guest/hello");
        String revision = create(action("guest/hello", 1, "one")).revision();
        assertThat(told).containsOnly(name);
        told.clear();
        await(store().delete(name, revision));
        assertThat(told).containsOnly(name);
        registration.close();
        told.clear();
        create(action("guest/hello", 1, "one"));
        assertThat(told).isEmpty();
    }

    @Test
    public void ofManyUpdatesAtOnceExactlyOneWins() {
        String revision = create(Samples.trigger("guest/tick", 0)).revision();
        List<CompletableFuture<Boolean>> attempts = new ArrayList<>();
        for (int number = 1; number <= 50; number++) {
            attempts.add(store().put(Samples.trigger("guest/tick", number), Optional.of(revision))
                    .handle((stored, failure) -> failure == null)
                    .toCompletableFuture());
        }
        assertThat(attempts.stream().filter(attempt -> await(attempt))).hasSize(1);
    }

    private static EntityQuery query(EntityCollection collection, int skip, int limit) {
        return new EntityQuery(collection, "guest", Optional.empty(), skip, limit);
    }

    private static List<String> names(List<Entity> entities) {
        return entities.stream()
                .map(entity -> entity.fullyQualifiedName().toString())
                .toList();
    }
}
