package org.whirl.controller.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Settings.Sizes;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.entity.ActionWriter;
import org.whirl.controller.entity.Actions;
import org.whirl.controller.entity.PackageAccess;
import org.whirl.controller.entity.Place;
import org.whirl.controller.entity.SharedPackages;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.RefusedException;
import org.whirl.controller.invoke.Invocations;
import org.whirl.controller.invoke.InvokeQuery;
import org.whirl.controller.limits.Throttles;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;

/** {@code actions}: functions, in the default package and in packages (contract: REST API, 3.3 and 4). */
final class ActionsHandler implements CollectionHandler {
    private final EntityLists lists;
    private final PackageAccess packages;
    private final SharedPackages shared;
    private final Actions actions;
    private final ActionWriter writer;
    private final Invocations invocations;
    private final Sizes sizes;
    private final Throttles throttles;

    ActionsHandler(
            EntityLists lists,
            PackageAccess packages,
            SharedPackages shared,
            Actions actions,
            ActionWriter writer,
            Invocations invocations,
            Sizes sizes,
            Throttles throttles) {
        this.lists = lists;
        this.packages = packages;
        this.shared = shared;
        this.actions = actions;
        this.writer = writer;
        this.invocations = invocations;
        this.sizes = sizes;
        this.throttles = throttles;
    }

    @Override
    public CompletionStage<Answer> handle(Target target) {
        List<String> rest = target.rest();
        boolean list = rest.isEmpty() || (rest.size() == 1 && target.slash());
        if (list && target.method() == HttpMethod.GET) {
            return rest.isEmpty() ? lists.all(target, EntityCollection.ACTIONS) : listPackage(target);
        }
        if (list || target.slash() || rest.size() > 2) {
            throw RefusedException.noRoute();
        }
        Optional<EntityName> packageName =
                rest.size() == 2 ? Optional.of(new EntityName(rest.get(0))) : Optional.empty();
        return one(target, packageName, new EntityName(rest.get(rest.size() - 1)));
    }

    private CompletionStage<Answer> listPackage(Target target) {
        EntityName name = new EntityName(target.rest().get(0));
        return packages.read(target.caller(), target.namespace(), name).thenCompose(opened -> {
            shared.requirePackageReadable(target.caller(), opened);
            EntityPath path = opened.place().path();
            return lists.list(target, EntityCollection.ACTIONS, path.namespace(), path.packageName());
        });
    }

    private CompletionStage<Answer> one(Target target, Optional<EntityName> packageName, EntityName name) {
        return switch (target.method().name()) {
            case "GET" -> open(target, packageName, name).thenCompose(place -> get(target, place, name));
            case "POST" -> openThrottled(target, packageName, name).thenCompose(place -> invoke(target, place, name));
            case "PUT" -> openForWriting(target, packageName, name).thenCompose(place -> put(target, place.name(name)));
            case "DELETE" -> openForWriting(target, packageName, name).thenCompose(place -> delete(place.name(name)));
            default -> throw RefusedException.noRoute();
        };
    }

    private CompletionStage<Place> openThrottled(Target target, Optional<EntityName> packageName, EntityName name) {
        throttles.invocation(target.caller());
        return open(target, packageName, name);
    }

    private CompletionStage<Place> open(Target target, Optional<EntityName> packageName, EntityName name) {
        if (packageName.isPresent()) {
            return packages.open(target.caller(), target.namespace(), packageName.get());
        }
        Denials.requireOwner(target.caller(), target.namespace(), target.namespace() + "/" + name);
        return CompletableFuture.completedFuture(Place.of(target.namespace()));
    }

    private CompletionStage<Place> openForWriting(Target target, Optional<EntityName> packageName, EntityName name) {
        String resource = packageName.map(parent -> parent + "/").orElse("") + name;
        Denials.requireOwner(target.caller(), target.namespace(), target.namespace() + "/" + resource);
        return packageName
                .map(parent -> packages.openForWriting(target.namespace(), parent))
                .orElseGet(() -> CompletableFuture.completedFuture(Place.of(target.namespace())));
    }

    private CompletionStage<Answer> get(Target target, Place place, EntityName name) {
        shared.requireActionReadable(target.caller(), place, name);
        boolean code = target.query().flag("code", true);
        return actions.get(place.name(name))
                .thenApply(stored -> stored.value()
                        .withParameters(place.parameters().merge(stored.value().parameters())))
                .thenCompose(action -> code
                        ? actions.withCode(action).thenApply(ActionDocuments::whole)
                        : CompletableFuture.completedFuture(ActionDocuments.withoutCode(action, place.binding())));
    }

    private CompletionStage<Answer> put(Target target, FullyQualifiedName name) {
        return target.document(sizes.request())
                .thenCompose(body -> writer.read(target.caller(), body))
                .thenCompose(draft -> draft.store(name, target.query().flag("overwrite", false)))
                .thenApply(ActionDocuments::whole);
    }

    private CompletionStage<Answer> delete(FullyQualifiedName name) {
        return actions.get(name).thenCompose(stored -> actions.withCode(stored.value())
                .thenCompose(action -> actions.delete(stored).thenApply(done -> ActionDocuments.whole(action))));
    }

    private CompletionStage<Answer> invoke(Target target, Place place, EntityName name) {
        int most = sizes.within(target.caller().limits()).payload();
        target.call().requireBodyAtMost(most);
        InvokeQuery query = InvokeQuery.of(target.query());
        return target.payload(most).thenCompose(payload -> start(target, place, name, payload, query));
    }

    private CompletionStage<Answer> start(
            Target target, Place place, EntityName name, ObjectNode payload, InvokeQuery query) {
        Identity caller = target.caller();
        return actions.findCached(place.name(name))
                .thenCompose(found -> invocations.invoke(
                        target.call().transaction(),
                        caller,
                        found.orElseThrow(WhirlException::notFound),
                        place,
                        payload,
                        query));
    }
}
