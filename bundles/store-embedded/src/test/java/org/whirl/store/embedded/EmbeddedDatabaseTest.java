package org.whirl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.whirl.spi.store.Stages.await;
import static org.whirl.spi.store.Stages.awaitFailure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.store.ActivationQuery;
import org.whirl.spi.store.Samples;
import org.whirl.spi.store.Stages;
import org.whirl.spi.store.Stored;

public final class EmbeddedDatabaseTest {
    private static final byte[] KEY = {1};

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path directory() {
        return folder.getRoot().toPath();
    }

    private static CompletionStage<Object> put(EmbeddedDatabase database, byte[] key, byte[] value) {
        return database.write(value.length, changes -> {
            changes.put(Table.NOTES, key, value);
            return null;
        });
    }

    @Test
    public void whatIsWrittenIsThereAfterReopening() {
        try (EmbeddedDatabase database = Databases.open(directory())) {
            await(put(database, KEY, new byte[] {7}));
        }
        try (EmbeddedDatabase database = Databases.open(directory())) {
            assertThat(database.get(Table.NOTES, KEY)).containsExactly(7);
        }
    }

    @Test
    public void manyCheckpointsKeepEverythingAndFewLogs() throws IOException {
        byte[] value = new byte[100_000];
        try (EmbeddedDatabase database = Databases.open(directory())) {
            for (int number = 0; number < 1_000; number++) {
                await(put(database, Key.of(number).bytes(), value));
            }
        }
        assertThat(ChangeLog.numbers(directory())).isEmpty();
        try (EmbeddedDatabase database = Databases.open(directory())) {
            assertThat(IntStream.range(0, 1_000))
                    .allMatch(number -> database.get(Table.NOTES, Key.of(number).bytes()).length == value.length);
        }
    }

    @Test
    public void aLogThatWasCutOffIsReadUpToThere() throws IOException {
        Storage storage = new Storage(directory());
        Changes changes = new Changes(storage.tables());
        changes.put(Table.NOTES, KEY, new byte[] {7});
        storage.append(changes.notes());
        storage.abandon();
        Path log = directory().resolve("changes-1");
        Files.write(log, new byte[] {0, 0, 0, 9, 1, 2, 3, 4, 5, 6}, StandardOpenOption.APPEND);
        try (EmbeddedDatabase database = Databases.open(directory())) {
            assertThat(database.get(Table.NOTES, KEY)).containsExactly(7);
        }
    }

    @Test
    public void aWriteThatFailsLeavesNoTrace() {
        try (EmbeddedDatabase database = Databases.open(directory())) {
            await(put(database, KEY, new byte[] {1}));
            CompletionStage<Object> failing = database.write(0, changes -> {
                changes.put(Table.NOTES, KEY, new byte[] {2});
                changes.put(Table.NOTES, new byte[] {2}, new byte[] {2});
                changes.remove(Table.NOTES, KEY);
                throw new IllegalStateException("on purpose");
            });
            CompletionStage<Object> next = put(database, new byte[] {3}, new byte[] {3});
            assertThatThrownBy(() -> await(failing)).hasMessage("on purpose");
            await(next);
        }
        try (EmbeddedDatabase database = Databases.open(directory())) {
            assertThat(database.get(Table.NOTES, KEY)).containsExactly(1);
            assertThat(database.get(Table.NOTES, new byte[] {2})).isNull();
            assertThat(database.get(Table.NOTES, new byte[] {3})).containsExactly(3);
        }
    }

    @Test
    public void tooManyWaitingWritesAreRefused() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        try (EmbeddedDatabase database = Databases.open(directory())) {
            database.write(0, changes -> gate.join());
            List<CompletionStage<Object>> writes = Stream.generate(() -> put(database, KEY, new byte[0]))
                    .limit(20_000)
                    .toList();
            awaitFailure(writes.get(writes.size() - 1), Kind.UNAVAILABLE);
            gate.complete(null);
            await(writes.get(0));
            await(put(database, KEY, new byte[0]));
        }
    }

    @Test
    public void aClosedStoreSaysSo() {
        EmbeddedDatabase database = Databases.open(directory());
        database.close();
        awaitFailure(put(database, KEY, new byte[0]), Kind.UNAVAILABLE);
        awaitFailure(database.read(() -> database.get(Table.NOTES, KEY)), Kind.UNAVAILABLE);
    }

    @Test
    public void anInterruptedReaderHarmsNobody() {
        byte[] value = new byte[200_000];
        try (EmbeddedDatabase database = Databases.open(directory())) {
            IntStream.range(0, 500)
                    .mapToObj(number -> put(database, Key.of(number).bytes(), value))
                    .toList()
                    .forEach(Stages::await);
        }
        try (EmbeddedDatabase database = Databases.open(directory())) {
            Thread.currentThread().interrupt();
            assertThat(IntStream.range(0, 500))
                    .allMatch(number -> database.get(Table.NOTES, Key.of(number).bytes()).length == value.length);
            assertThat(Thread.interrupted()).isTrue();
            await(put(database, KEY, new byte[0]));
        }
    }

    @Test
    public void aDatabaseInUseIsRefused() {
        try (EmbeddedDatabase database = Databases.open(directory())) {
            assertThatThrownBy(() -> Databases.open(directory()))
                    .hasMessageContaining("tables.mv is in use by another process. Stop that process");
            await(put(database, KEY, new byte[0]));
        }
    }

    @Test
    public void aNewerFormatIsRefused() throws IOException {
        Files.writeString(directory().resolve("format"), "2\n");
        assertThatThrownBy(() -> Databases.open(directory()))
                .hasMessageContaining("format says format 2, this version reads 1. Run the version that wrote it");
    }

    @Test
    public void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = folder.newFile("file").toPath();
        assertThatThrownBy(() -> Databases.open(file.resolve("store")))
                .hasMessageContaining("The store's directory " + file.resolve("store") + " cannot be read and written");
    }

    @Test
    public void aRecordThatCannotBeReadIsCorrupted() {
        try (EmbeddedDatabase database = Databases.open(directory())) {
            EmbeddedArtifactStore store = new EmbeddedArtifactStore(database);
            FullyQualifiedName name = FullyQualifiedName.of("guest", "hello");
            Stored<Entity> stored = await(store.put(Samples.action("guest/hello", 1, "code"), Optional.empty()));
            await(database.write(0, changes -> {
                EntityRecord record = EntityRecord.read(changes.get(Table.ENTITIES, EntityTables.key(name)));
                changes.put(
                        Table.ENTITIES,
                        EntityTables.key(name),
                        new EntityRecord(
                                        record.revision(),
                                        record.updated(),
                                        record.collection(),
                                        record.attachment(),
                                        "{\"exec\":".getBytes(StandardCharsets.UTF_8))
                                .bytes());
                return null;
            }));
            assertThat(awaitFailure(store.get(name), Kind.INTERNAL))
                    .hasMessage("Resource is corrupted and cannot be read.");
            await(store.delete(name, stored.revision()));
            store.close();
        }
    }

    @Test
    public void codeThatNobodyOwnsIsSweptUp() throws IOException {
        Path orphan = directory().resolve("code/orphan");
        Stored<Entity> stored;
        try (EmbeddedDatabase database = Databases.open(directory())) {
            EmbeddedArtifactStore store = new EmbeddedArtifactStore(database);
            stored = await(store.put(Samples.action("guest/big", 1, "x".repeat(50_000)), Optional.empty()));
            store.close();
            Files.writeString(orphan, "left behind");
        }
        try (EmbeddedDatabase database = Databases.open(directory())) {
            EmbeddedArtifactStore store = new EmbeddedArtifactStore(database);
            assertThat(orphan).doesNotExist();
            assertThat(await(store.code((Action) stored.value()))).hasSize(50_000);
            store.close();
        }
    }

    @Test
    public void oldRecordsAreRemoved() {
        try (EmbeddedDatabase database = Databases.open(directory())) {
            EmbeddedActivationStore store = new EmbeddedActivationStore(database);
            List<Activation> records = IntStream.range(0, 1_000)
                    .mapToObj(start -> Samples.activation("guest", "guest/tools/greet", start))
                    .toList();
            records.stream().map(store::put).toList().forEach(Stages::await);
            Retention retention = new Retention(database, Duration.ofHours(1));
            await(retention.removeBefore(900));
            ActivationQuery all =
                    new ActivationQuery("guest", Optional.empty(), Optional.empty(), Optional.empty(), 0, 200);
            ActivationQuery named = new ActivationQuery(
                    "guest", Optional.of("tools/greet"), Optional.empty(), Optional.empty(), 0, 200);
            assertThat(await(store.count(all))).isEqualTo(100);
            assertThat(await(store.list(named))).hasSize(100);
            assertThat(await(store.get("guest", records.get(899).activationId())))
                    .isEmpty();
            assertThat(await(store.get("guest", records.get(900).activationId())))
                    .isPresent();
            for (Table table :
                    List.of(Table.ACTIVATIONS, Table.ACTIVATION_IDS, Table.ACTIVATION_LIST, Table.ACTIVATION_NAMES)) {
                assertThat(await(database.read(() -> database.index(table).ascending(0, 2_000))))
                        .hasSize(100);
            }
            retention.close();
        }
    }
}
