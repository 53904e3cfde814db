package org.whirl.controller.entity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.ServiceHolder;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.EntityQuery;

/** Whole lists of entities, read page by page, newest first. */
public final class EntityScan {
    private static final int PAGE = 200;

    private final ServiceHolder<ArtifactStore> artifacts;

    /** Reads from this store. */
    public EntityScan(ServiceHolder<ArtifactStore> artifacts) {
        this.artifacts = artifacts;
    }

    /** All packages and bindings of a namespace. */
    public CompletionStage<List<Entity>> packages(String namespace) {
        return all(EntityCollection.PACKAGES, namespace, Optional.empty());
    }

    /** All actions of a package, in the form of lists. */
    public CompletionStage<List<Entity>> actions(FullyQualifiedName actionPackage) {
        return all(EntityCollection.ACTIONS, actionPackage.path().namespace(), Optional.of(actionPackage.name()));
    }

    private CompletionStage<List<Entity>> all(
            EntityCollection collection, String namespace, Optional<EntityName> packageName) {
        return next(new EntityQuery(collection, namespace, packageName, 0, PAGE), new LinkedHashMap<>());
    }

    /** By name, for what is written meanwhile moves others to the next page. */
    private CompletionStage<List<Entity>> next(EntityQuery query, Map<FullyQualifiedName, Entity> read) {
        return artifacts.call(store -> store.list(query)).thenCompose(page -> {
            page.forEach(entity -> read.putIfAbsent(entity.fullyQualifiedName(), entity));
            if (page.size() < PAGE) {
                return CompletableFuture.completedFuture(new ArrayList<>(read.values()));
            }
            return next(
                    new EntityQuery(
                            query.collection(), query.namespace(), query.packageName(), query.skip() + PAGE, PAGE),
                    read);
        });
    }
}
