package org.whirl.controller.api;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.json.Json;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.EntityQuery;

/** Lists of entities, whole namespaces or single packages. */
final class EntityLists {
    private final ServiceHolder<ArtifactStore> artifacts;

    EntityLists(ServiceHolder<ArtifactStore> artifacts) {
        this.artifacts = artifacts;
    }

    /** A collection of which nothing but the list is served. */
    CollectionHandler handler(EntityCollection collection) {
        return target -> {
            if (!target.rest().isEmpty() || target.method() != HttpMethod.GET) {
                throw RefusedException.noRoute();
            }
            return all(target, collection);
        };
    }

    /** The list of the namespace in the path, which must be the caller's. */
    CompletionStage<Answer> all(Target target, EntityCollection collection) {
        Denials.requireOwner(target.caller(), target.namespace(), target.namespace());
        return list(target, collection, target.namespace(), Optional.empty());
    }

    /** The list of a namespace, or of one of its packages; rights are checked already. */
    CompletionStage<Answer> list(
            Target target, EntityCollection collection, String namespace, Optional<EntityName> packageName) {
        ListQuery page = ListQuery.of(target.query(), collection.pathSegment());
        EntityQuery query = new EntityQuery(collection, namespace, packageName, page.skip(), page.limit());
        return page.count()
                ? artifacts
                        .<Long>call(store -> store.count(query))
                        .thenApply(count -> Answer.ok(Json.object().put(collection.pathSegment(), count)))
                : artifacts.call(store -> store.list(query)).thenApply(list -> Answer.ok(ListEntries.of(list)));
    }
}
