package org.whirl.spi.store;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;

/** A store of entities for tests: everything is done before the call returns. */
public final class MemoryArtifactStore implements ArtifactStore {
    private static final int MAX_INLINE = 16 * 1024;
    private static final Comparator<Entity> NEWEST_FIRST = Comparator.comparing(Entity::updated)
            .thenComparing(entity -> entity.fullyQualifiedName().toString())
            .reversed();

    private final Map<FullyQualifiedName, Stored<Entity>> entities = new HashMap<>();
    private final Map<String, String> attachments = new HashMap<>();
    private final List<Consumer<FullyQualifiedName>> listeners = new CopyOnWriteArrayList<>();
    private long generation;

    @Override
    public synchronized CompletionStage<Optional<Stored<Entity>>> get(FullyQualifiedName name) {
        return CompletableFuture.completedFuture(Optional.ofNullable(entities.get(name)));
    }

    @Override
    public CompletionStage<Stored<Entity>> put(Entity entity, Optional<String> revision) {
        Stored<Entity> stored;
        synchronized (this) {
            FullyQualifiedName name = entity.fullyQualifiedName();
            if (!Optional.ofNullable(entities.get(name)).map(Stored::revision).equals(revision)) {
                return CompletableFuture.failedFuture(WhirlException.staleRevision());
            }
            Optional<String> before = attachment(entities.get(name));
            stored = new Stored<>(attach(entity), ++generation + "-0");
            entities.put(name, stored);
            before.filter(key -> !attachment(stored).equals(before)).ifPresent(attachments::remove);
        }
        tell(entity.fullyQualifiedName());
        return CompletableFuture.completedFuture(stored);
    }

    private Entity attach(Entity entity) {
        if (!(entity instanceof Action action)
                || !(action.exec().code().orElse(null) instanceof Code.Inline inline)
                || inline.text().length() < MAX_INLINE) {
            return entity;
        }
        String key = UUID.randomUUID().toString();
        attachments.put(key, inline.text());
        Code code = new Code.Attached(
                key, "text/plain", Optional.of((long) inline.text().length()), Optional.empty());
        return action.withExec(action.exec().withCode(Optional.of(code)));
    }

    private static Optional<String> attachment(Stored<Entity> stored) {
        return stored != null
                        && stored.value() instanceof Action action
                        && action.exec().code().orElse(null) instanceof Code.Attached attached
                ? Optional.of(attached.name())
                : Optional.empty();
    }

    @Override
    public CompletionStage<Void> delete(FullyQualifiedName name, String revision) {
        synchronized (this) {
            Stored<Entity> stored = entities.get(name);
            if (stored == null || !stored.revision().equals(revision)) {
                return CompletableFuture.failedFuture(WhirlException.staleRevision());
            }
            entities.remove(name);
            attachment(stored).ifPresent(attachments::remove);
        }
        tell(name);
        return CompletableFuture.completedFuture(null);
    }

    private void tell(FullyQualifiedName name) {
        listeners.forEach(listener -> listener.accept(name));
    }

    @Override
    public synchronized CompletionStage<String> code(Action action) {
        Optional<Code> code = action.exec().code();
        if (code.isEmpty()) {
            return CompletableFuture.completedFuture("");
        }
        if (code.get() instanceof Code.Inline inline) {
            return CompletableFuture.completedFuture(inline.text());
        }
        String text = attachments.get(((Code.Attached) code.get()).name());
        return text == null
                ? CompletableFuture.failedFuture(WhirlException.notFound())
                : CompletableFuture.completedFuture(text);
    }

    @Override
    public synchronized CompletionStage<List<Entity>> list(EntityQuery query) {
        return CompletableFuture.completedFuture(select(query)
                .sorted(NEWEST_FIRST)
                .skip(query.skip())
                .limit(query.limit())
                .map(EntityQuery::entry)
                .toList());
    }

    @Override
    public synchronized CompletionStage<Long> count(EntityQuery query) {
        return CompletableFuture.completedFuture(Math.max(0, select(query).count() - query.skip()));
    }

    private Stream<Entity> select(EntityQuery query) {
        return entities.values().stream()
                .map(Stored::value)
                .filter(entity -> entity.collection() == query.collection())
                .filter(entity -> entity.namespace().namespace().equals(query.namespace()))
                .filter(entity -> query.packageName().isEmpty()
                        || entity.namespace().packageName().equals(query.packageName()));
    }

    @Override
    public AutoCloseable changes(Consumer<FullyQualifiedName> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
