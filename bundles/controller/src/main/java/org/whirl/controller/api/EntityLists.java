package org.whirl.controller.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.http.Answer;
import org.whirl.spi.entity.Entity;
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

    /** The page that a client wants of a list that is at hand. */
    static Answer answer(List<Entity> all, EntityCollection collection, ListQuery page) {
        List<Entity> rest = all.subList(Math.min(page.skip(), all.size()), all.size());
        return Answer.ok(
                page.count()
                        ? Json.object().put(collection.pathSegment(), rest.size())
                        : ListEntries.of(rest.subList(0, Math.min(page.limit(), rest.size()))));
    }
}
