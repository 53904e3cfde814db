package org.whirl.spi.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;

/**
 * Keeps actions, packages, triggers and rules. Names are unique over all types. A stage that completes means that the
 * change is on disk. Failures are {@code WhirlException}: {@code CONFLICT} for a stale revision, {@code INTERNAL} for a
 * document that cannot be read, {@code UNAVAILABLE} when the store is away.
 */
public interface ArtifactStore {
    /** Reads an entity of whatever type; code of more than a few KB comes as {@code Attached}. */
    CompletionStage<Optional<Stored<Entity>>> get(FullyQualifiedName name);

    /**
     * Writes an entity, its {@code Inline} code included; code given as {@code Attached} is the one already stored.
     *
     * @param revision the revision read before; empty to create, which conflicts with whatever is there
     * @return what was stored, with its new revision
     */
    CompletionStage<Stored<Entity>> put(Entity entity, Optional<String> revision);

    /** Removes an entity and its code; conflicts when the revision is stale or the entity is gone. */
    CompletionStage<Void> delete(FullyQualifiedName name, String revision);

    /**
     * The code of an action as its author sent it; empty text for an action without code. Fails with
     * {@code NOT_FOUND} when the attachment of this revision is gone.
     */
    CompletionStage<String> code(Action action);

    /** One page of a list, newest first, of what {@link EntityQuery#entry} leaves of each entity. */
    CompletionStage<List<Entity>> list(EntityQuery query);

    /** How many entries the query has after {@code skip}, whatever its limit. */
    CompletionStage<Long> count(EntityQuery query);

    /**
     * Tells of every change made by anybody, so that caches can drop what they hold. Called for a local change before
     * its stage completes. The listener must not block.
     *
     * @return closing it ends the calls
     */
    AutoCloseable changes(Consumer<FullyQualifiedName> listener);
}
