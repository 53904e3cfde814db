package org.whirl.controller.entity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.controller.Memo;
import org.whirl.controller.ServiceHolder;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.EntityJson;
import org.whirl.spi.json.Json;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.Stored;

/** Entities that were read lately, kept until the store tells of a change. */
public final class EntityCache {
    private static final Logger log = LoggerFactory.getLogger(EntityCache.class);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final int OVERHEAD_BYTES = 1024;

    private final ServiceHolder<ArtifactStore> artifacts;
    private final Memo<FullyQualifiedName, Stored<Entity>> entities = new Memo<>(KEPT, MOST_BYTES, EntityCache::weight);
    private ArtifactStore followed;
    private AutoCloseable subscription;

    /** Reads from this store. */
    public EntityCache(ServiceHolder<ArtifactStore> artifacts) {
        this.artifacts = artifacts;
    }

    private static int weight(Stored<Entity> stored) {
        return Json.bytes(EntityJson.write(stored.value())).length + OVERHEAD_BYTES;
    }

    /** An entity of whatever type. */
    public CompletionStage<Optional<Stored<Entity>>> get(FullyQualifiedName name) {
        return entities.get(name, () -> artifacts.call(store -> store.get(name)));
    }

    /** To be called after an own change is stored and before it is answered. */
    public void forget(FullyQualifiedName name) {
        entities.forget(name);
    }

    /** Listens to the changes of a store that is there now. */
    public synchronized void follow(ArtifactStore store) {
        close();
        followed = store;
        subscription = store.changes(entities::forget);
        entities.forgetAll();
    }

    /** The store is gone. */
    public synchronized void leave(ArtifactStore store) {
        if (followed == store) {
            close();
            entities.forgetAll();
        }
    }

    private void close() {
        if (subscription != null) {
            try {
                subscription.close();
            } catch (Exception e) {
                log.debug("the store that is gone did not end the feed of its changes", e);
            }
            subscription = null;
            followed = null;
        }
    }
}
