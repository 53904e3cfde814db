package org.whirl.controller.entity;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.ServiceHolder;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.Stored;

/** Actions as they are stored, and their code. */
public final class Actions {
    private final ServiceHolder<ArtifactStore> artifacts;
    private final Entities<Action> stored;

    /** Reads what must be current from the store, what may be a moment old from the cache. */
    public Actions(ServiceHolder<ArtifactStore> artifacts, EntityCache entities) {
        this.artifacts = artifacts;
        this.stored = new Entities<>(artifacts, entities, Action.class);
    }

    /** The current state, to be changed or shown; fails with {@code CONFLICT} when another type has the name. */
    public CompletionStage<Optional<Stored<Action>>> find(FullyQualifiedName name) {
        return stored.find(name);
    }

    /** As {@link #find}; fails with {@code NOT_FOUND}. */
    public CompletionStage<Stored<Action>> get(FullyQualifiedName name) {
        return stored.get(name);
    }

    /** What a PUT is going to replace, if anything; fails with {@code CONFLICT} when it must not replace anything. */
    CompletionStage<Optional<Stored<Action>>> findForPut(FullyQualifiedName name, boolean overwrite) {
        return stored.findForPut(name, overwrite);
    }

    /** An action to be invoked or referred to, from the cache. */
    public CompletionStage<Optional<Stored<Action>>> findCached(FullyQualifiedName name) {
        return stored.findCached(name);
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
    public CompletionStage<Stored<Action>> put(Action action, Optional<String> revision) {
        return stored.put(action, revision);
    }

    /** Removes it; from then on nobody here sees it. */
    public CompletionStage<Void> delete(Stored<Action> action) {
        return stored.delete(action);
    }
}
