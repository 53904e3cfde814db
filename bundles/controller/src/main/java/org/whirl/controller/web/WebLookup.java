package org.whirl.controller.web;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.auth.Owners;
import org.whirl.controller.entity.Actions;
import org.whirl.controller.entity.EntityCache;
import org.whirl.controller.entity.Place;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Binding;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.Parameters;

/** Finds web actions. Whatever is not there, or is not for the web, is the same 404 (contract: web actions, 1.3). */
final class WebLookup {
    private static final String EXPORTED = "web-export";

    private final Owners owners;
    private final EntityCache entities;
    private final Actions actions;

    WebLookup(Owners owners, EntityCache entities, Actions actions) {
        this.owners = owners;
        this.entities = entities;
        this.actions = actions;
    }

    /** A package that was looked into, and the refusal that becomes due if what is in it is for the web at all. */
    private record Opened(Place place, Optional<WhirlException> denial) {}

    CompletionStage<WebAction> find(WebRoute route) {
        if (!EntityName.isLegal(route.action())) {
            throw WhirlException.notFound();
        }
        return owners.find(route.namespace())
                .thenCompose(owner -> find(route, owner.orElseThrow(WhirlException::notFound)))
                .handle((found, failure) -> failure == null
                        ? CompletableFuture.completedFuture(found)
                        : CompletableFuture.<WebAction>failedFuture(hidden(Failures.cause(failure))))
                .thenCompose(Function.identity());
    }

    /** Another type of that name is no web action either. */
    private static Throwable hidden(Throwable failure) {
        boolean conflict = failure instanceof WhirlException expected && expected.kind() == Kind.CONFLICT;
        return conflict ? WhirlException.notFound() : failure;
    }

    private CompletionStage<WebAction> find(WebRoute route, Identity owner) {
        CompletionStage<Opened> opened = route.packageName()
                .map(parent -> open(owner, new EntityName(parent)))
                .orElseGet(() ->
                        CompletableFuture.completedFuture(new Opened(Place.of(owner.namespace()), Optional.empty())));
        EntityName name = new EntityName(route.action());
        return opened.thenCompose(
                in -> actions.findCached(in.place().name(name)).thenApply(found -> {
                    WebAction action = found.filter(
                                    stored -> stored.value().annotations().isTrue(EXPORTED))
                            .map(stored -> new WebAction(owner, stored, in.place()))
                            .orElseThrow(WhirlException::notFound);
                    in.denial().ifPresent(denial -> {
                        throw denial;
                    });
                    return action;
                }));
    }

    private CompletionStage<Opened> open(Identity owner, EntityName name) {
        return findPackage(owner.namespace(), name).thenCompose(found -> found.binding()
                .map(binding -> follow(owner, found, binding))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        opened(found, Parameters.EMPTY, Optional.empty(), Optional.empty()))));
    }

    private CompletionStage<Opened> follow(Identity owner, ActionPackage binding, Binding target) {
        return findPackage(target.namespace(), target.name()).thenApply(found -> {
            if (found.binding().isPresent()) {
                throw WhirlException.notFound();
            }
            boolean shared = found.publish() || owner.namespace().equals(target.namespace());
            return opened(
                    found,
                    binding.parameters(),
                    Optional.of(binding.fullyQualifiedName().toString()),
                    shared ? Optional.empty() : Optional.of(Denials.of(target.namespace() + "/" + target.name())));
        });
    }

    private static Opened opened(
            ActionPackage found, Parameters over, Optional<String> binding, Optional<WhirlException> denial) {
        EntityPath path = EntityPath.of(found.namespace().namespace(), found.name());
        return new Opened(new Place(path, found.parameters().merge(over), binding), denial);
    }

    private CompletionStage<ActionPackage> findPackage(String namespace, EntityName name) {
        return entities.get(new FullyQualifiedName(EntityPath.of(namespace), name))
                .thenApply(found -> found.map(stored -> stored.value())
                        .filter(ActionPackage.class::isInstance)
                        .map(ActionPackage.class::cast)
                        .orElseThrow(WhirlException::notFound));
    }
}
