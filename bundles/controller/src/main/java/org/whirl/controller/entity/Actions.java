package org.whirl.controller.entity;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.http.Texts;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.Stored;

/** Actions as they are stored. */
public final class Actions {
    private final ServiceHolder<ArtifactStore> artifacts;
    private final EntityCache entities;

    /** Reads what must be current from the store, what may be a moment old from the cache. */
    public Actions(ServiceHolder<ArtifactStore> artifacts, EntityCache entities) {
        this.artifacts = artifacts;
        this.entities = entities;
    }

    /** The current state, to be changed or shown; fails with {@code CONFLICT} when another type has the name. */
    public CompletionStage<Optional<Stored<Action>>> find(FullyQualifiedName name) {
        return artifacts.call(store -> store.get(name)).thenApply(found -> found.map(Actions::requireAction));
    }

    /** As {@link #find}; fails with {@code NOT_FOUND}. */
    public CompletionStage<Stored<Action>> get(FullyQualifiedName name) {
        return find(name).thenApply(found -> found.orElseThrow(WhirlException::notFound));
    }

    /** An action to be invoked or referred to, from the cache. */
    public CompletionStage<Optional<Stored<Action>>> findCached(FullyQualifiedName name) {
        return entities.get(name).thenApply(found -> found.map(Actions::requireAction));
    }

    private static Stored<Action> requireAction(Stored<Entity> stored) {
        if (stored.value() instanceof Action action) {
            return new Stored<>(action, stored.revision());
        }
        throw new WhirlException(Kind.CONFLICT, Texts.OTHER_TYPE);
    }

    /** The action with its code at hand. */
    public CompletionStage<Action> withCode(Action action) {
        boolean apart =
                action.exec().code().filter(Code.Attached.class::isInstance).isPresent();
        if (!apart) {
            return CompletableFuture.completedFuture(action);
        }
        return artifacts
                .call(store -> store.code(action))
                .thenApply(code -> action.withExec(action.exec().withCode(Optional.of(new Code.Inline(code)))));
    }

    /** Writes it; from then on nobody here sees the old one. */
    public CompletionStage<Stored<Entity>> put(Action action, Optional<String> revision) {
        return artifacts
                .call(store -> store.put(action, revision))
                .whenComplete((stored, failure) -> entities.forget(action.fullyQualifiedName()));
    }

    /** Removes it; from then on nobody here sees it. */
    public CompletionStage<Void> delete(Stored<Action> stored) {
        FullyQualifiedName name = stored.value().fullyQualifiedName();
        return artifacts
                .call(store -> store.delete(name, stored.revision()))
                .whenComplete((done, failure) -> entities.forget(name));
    }
}
