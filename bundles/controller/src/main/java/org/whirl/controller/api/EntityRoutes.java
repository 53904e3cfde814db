package org.whirl.controller.api;

import io.vertx.core.http.HttpMethod;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.entity.FullyQualifiedName;

/** The paths of packages, triggers and rules: the collection with or without a slash, and names without one. */
final class EntityRoutes implements CollectionHandler {
    private final EntityVerbs verbs;

    EntityRoutes(EntityVerbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public CompletionStage<Answer> handle(Target target) {
        if (target.rest().isEmpty() && target.method() == HttpMethod.GET) {
            return verbs.list(target);
        }
        if (target.rest().size() != 1 || target.slash()) {
            throw RefusedException.noRoute();
        }
        FullyQualifiedName name =
                FullyQualifiedName.of(target.namespace(), target.rest().get(0));
        return switch (target.method().name()) {
            case "GET" -> verbs.get(target, name);
            case "PUT" -> verbs.put(target, name);
            case "POST" -> verbs.post(target, name);
            case "DELETE" -> verbs.delete(target, name);
            default -> throw RefusedException.noRoute();
        };
    }
}
