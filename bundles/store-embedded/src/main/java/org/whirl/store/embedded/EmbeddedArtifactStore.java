package org.whirl.store.embedded;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.EntityQuery;
import org.whirl.spi.store.Stored;
import org.whirl.store.embedded.Index.Row;

/** Entities in the embedded database, long code in files beside it. */
@Component(property = "provider=embedded")
public final class EmbeddedArtifactStore implements ArtifactStore {
    private static final int MAX_INLINE = 16 * 1024;
    private static final Logger log = LoggerFactory.getLogger(EmbeddedArtifactStore.class);

    private final EmbeddedDatabase database;
    private final CodeFiles files;
    private final List<Consumer<FullyQualifiedName>> listeners = new CopyOnWriteArrayList<>();

    /** Publishes the store. */
    @Activate
    public EmbeddedArtifactStore(@Reference EmbeddedDatabase database) {
        this.database = database;
        files = new CodeFiles(database.settings().directory().resolve("code"), this::isUsed);
    }

    private boolean isUsed(String file) {
        return database.get(Table.ATTACHMENTS, Key.of(file).bytes()) != null;
    }

    @Override
    public CompletionStage<Optional<Stored<Entity>>> get(FullyQualifiedName name) {
        return database.read(() -> record(name).map(EntityRecord::entity));
    }

    private Optional<EntityRecord> record(FullyQualifiedName name) {
        return Optional.ofNullable(database.get(Table.ENTITIES, EntityTables.key(name)))
                .map(EntityRecord::read);
    }

    @Override
    public CompletionStage<Stored<Entity>> put(Entity entity, Optional<String> revision) {
        if (!(entity instanceof Action action)
                || !(action.exec().code().orElse(null) instanceof Code.Inline inline)
                || inline.text().length() < MAX_INLINE) {
            return write(entity, revision);
        }
        String type = action.exec().binary() ? "application/octet-stream" : "text/plain; charset=UTF-8";
        return database.read(() -> record(entity.fullyQualifiedName()).map(EntityRecord::revision))
                .thenAccept(stored -> Revision.check(stored, revision))
                .thenCompose(current -> files.write(inline.text(), type))
                .thenCompose(code -> write(action.withExec(action.exec().withCode(Optional.of(code))), revision)
                        .whenComplete((stored, failure) -> {
                            if (failure != null) {
                                files.delete(CodeFiles.name(code));
                            }
                        }));
    }

    private CompletionStage<Stored<Entity>> write(Entity entity, Optional<String> revision) {
        EntityTables.Put put = new EntityTables.Put(entity);
        return database.write(put.weight(), changes -> put.apply(changes, revision))
                .thenApply(written -> {
                    written.unused().ifPresent(files::delete);
                    tell(entity.fullyQualifiedName());
                    return new Stored<>(entity, written.revision());
                });
    }

    @Override
    public CompletionStage<Void> delete(FullyQualifiedName name, String revision) {
        return database.write(0, changes -> EntityTables.remove(changes, name, revision))
                .thenAccept(file -> {
                    file.ifPresent(files::delete);
                    tell(name);
                });
    }

    private void tell(FullyQualifiedName name) {
        for (Consumer<FullyQualifiedName> listener : listeners) {
            try {
                listener.accept(name);
            } catch (RuntimeException e) {
                log.warn("A listener failed on the change of {}", name, e);
            }
        }
    }

    @Override
    public CompletionStage<String> code(Action action) {
        Optional<Code> code = action.exec().code();
        if (code.isEmpty()) {
            return CompletableFuture.completedFuture("");
        }
        if (code.get() instanceof Code.Inline inline) {
            return CompletableFuture.completedFuture(inline.text());
        }
        String file = CodeFiles.name((Code.Attached) code.get());
        return database.read(() -> isUsed(file)).thenCompose(used -> {
            return used ? files.read(file) : CompletableFuture.failedFuture(WhirlException.notFound());
        });
    }

    @Override
    public CompletionStage<List<Entity>> list(EntityQuery query) {
        return database.read(() -> rows(query).stream()
                .filter(Objects::nonNull)
                .flatMap(EmbeddedArtifactStore::parse)
                .toList());
    }

    /** One entity that cannot be read does not make the others of its page unreadable. */
    private static Stream<Entity> parse(byte[] document) {
        try {
            return Stream.of(EntityRecord.parse(document));
        } catch (WhirlException e) {
            log.warn("An entity is left out of a list", e);
            return Stream.empty();
        }
    }

    private List<byte[]> rows(EntityQuery query) {
        if (query.packageName().isEmpty()) {
            return database
                    .index(Table.ENTITY_LIST)
                    .descending(EntityTables.range(query), query.skip(), query.limit())
                    .stream()
                    .map(Row::value)
                    .toList();
        }
        return database
                .index(Table.PACKAGE_LIST)
                .descending(EntityTables.range(query), query.skip(), query.limit())
                .stream()
                .map(row -> database.get(Table.ENTITY_LIST, EntityTables.listKey(query, row.key())))
                .toList();
    }

    @Override
    public CompletionStage<Long> count(EntityQuery query) {
        Table table = query.packageName().isEmpty() ? Table.ENTITY_LIST : Table.PACKAGE_LIST;
        return database.read(() -> Math.max(0, database.index(table).count(EntityTables.range(query)) - query.skip()));
    }

    @Override
    public AutoCloseable changes(Consumer<FullyQualifiedName> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends the reading and writing of files. */
    @Deactivate
    void close() {
        files.close();
    }
}
