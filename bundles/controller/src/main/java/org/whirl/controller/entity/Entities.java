package org.whirl.controller.entity;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.http.Texts;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.Stored;

/**
 * The stored entities of one type. A name that belongs to an entity of another type is a {@code CONFLICT}: all types
 * share one space of names.
 *
 * @param <E> the type
 */
public final class Entities<E extends Entity> {
    private final ServiceHolder<ArtifactStore> artifacts;
    private final EntityCache cache;
    private final Class<E> type;

    /** Reads what must be current from the store, what may be a moment old from the cache. */
    public Entities(ServiceHolder<ArtifactStore> artifacts, EntityCache cache, Class<E> type) {
        this.artifacts = artifacts;
        this.cache = cache;
        this.type = type;
    }

    /** The current state, to be changed or shown. */
    public CompletionStage<Optional<Stored<E>>> find(FullyQualifiedName name) {
        return artifacts.call(store -> store.get(name)).thenApply(found -> found.map(this::require));
    }

    /** As {@link #find}; fails with {@code NOT_FOUND}. */
    public CompletionStage<Stored<E>> get(FullyQualifiedName name) {
        return find(name).thenApply(found -> found.orElseThrow(WhirlException::notFound));
    }

    /** As {@link #find}; empty also when another type has the name. */
    public CompletionStage<Optional<Stored<E>>> findIfOfType(FullyQualifiedName name) {
        return artifacts.call(store -> store.get(name)).thenApply(found -> found.filter(
                        stored -> type.isInstance(stored.value()))
                .map(this::require));
    }

    /** What a PUT is going to replace, if anything; fails with {@code CONFLICT} when it must not replace anything. */
    public CompletionStage<Optional<Stored<E>>> findForPut(FullyQualifiedName name, boolean overwrite) {
        return find(name).thenApply(found -> {
            if (found.isPresent() && !overwrite) {
                throw new WhirlException(Kind.CONFLICT, "resource already exists");
            }
            return found;
        });
    }

    /** What is only used or referred to, from the cache. */
    public CompletionStage<Optional<Stored<E>>> findCached(FullyQualifiedName name) {
        return cache.get(name).thenApply(found -> found.map(this::require));
    }

    private Stored<E> require(Stored<Entity> stored) {
        if (!type.isInstance(stored.value())) {
            throw new WhirlException(Kind.CONFLICT, Texts.OTHER_TYPE);
        }
        return new Stored<>(type.cast(stored.value()), stored.revision());
    }

    /** Writes it, over the revision read before or, without one, as new; from then on nobody here sees the old one. */
    public CompletionStage<Stored<E>> put(E entity, Optional<String> revision) {
        return artifacts
                .call(store -> store.put(entity, revision))
                .whenComplete((stored, failure) -> cache.forget(entity.fullyQualifiedName()))
                .thenApply(this::require);
    }

    /** Removes it; from then on nobody here sees it. */
    public CompletionStage<Void> delete(Stored<E> stored) {
        FullyQualifiedName name = stored.value().fullyQualifiedName();
        return artifacts
                .call(store -> store.delete(name, stored.revision()))
                .whenComplete((done, failure) -> cache.forget(name));
    }
}
