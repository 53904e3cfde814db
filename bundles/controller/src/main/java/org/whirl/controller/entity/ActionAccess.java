package org.whirl.controller.entity;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.store.Stored;

/** Actions that others refer to by their whole names: components, actions of rules (contract: REST API, 2.4 and 2.5). */
public final class ActionAccess {
    private static final String OWN_NAMESPACE = "_";

    private final PackageAccess packages;
    private final Actions actions;

    /** An action, and where it was found. */
    public record Callee(Stored<Action> action, Place place) {}

    /** Looks packages and actions up here. */
    public ActionAccess(PackageAccess packages, Actions actions) {
        this.packages = packages;
        this.actions = actions;
    }

    /** An action to be invoked; fails with {@code FORBIDDEN}, or with {@code NOT_FOUND} when its package is missing. */
    public CompletionStage<Optional<Callee>> find(Identity caller, FullyQualifiedName name) {
        return locate(caller, name).thenCompose(place -> actions.findCached(place.name(name.name()))
                .thenApply(found -> found.map(action -> new Callee(action, place))));
    }

    /** Where an action of that name would be, if the caller may read and invoke there. */
    public CompletionStage<Place> locate(Identity caller, FullyQualifiedName name) {
        String named = name.path().namespace();
        String namespace = named.equals(OWN_NAMESPACE) ? caller.namespace() : named;
        if (name.path().packageName().isPresent()) {
            return packages.open(caller, namespace, name.path().packageName().get());
        }
        if (!caller.namespace().equals(namespace)) {
            return CompletableFuture.failedFuture(Denials.of(namespace + "/" + name.name()));
        }
        return CompletableFuture.completedFuture(Place.of(namespace));
    }

    /** Fails with {@code FORBIDDEN}, naming all that the caller may not read, or with what else keeps one away. */
    public CompletionStage<Void> requireAll(Identity caller, Collection<FullyQualifiedName> names) {
        return requireAll(caller, List.of(), names);
    }

    /** The same, to be named after resources that are denied already. */
    CompletionStage<Void> requireAll(
            Identity caller, Collection<String> alreadyDenied, Collection<FullyQualifiedName> names) {
        Set<String> denied = new LinkedHashSet<>(alreadyDenied);
        CompletionStage<Void> checked = CompletableFuture.completedFuture(null);
        for (FullyQualifiedName name : new LinkedHashSet<>(names)) {
            checked = checked.thenCompose(done -> locate(caller, name)).handle((place, failure) -> {
                note(failure, name, denied);
                return null;
            });
        }
        return checked.thenAccept(done -> {
            if (!denied.isEmpty()) {
                throw Denials.of(denied);
            }
        });
    }

    private static void note(Throwable failure, FullyQualifiedName name, Set<String> denied) {
        if (failure == null) {
            return;
        }
        if (!(Failures.cause(failure) instanceof WhirlException refusal) || refusal.kind() != Kind.FORBIDDEN) {
            throw rethrown(failure);
        }
        EntityPath path = name.path();
        denied.add(path.packageName().isPresent() ? path.toString() : name.toString());
    }

    private static RuntimeException rethrown(Throwable failure) {
        return Failures.cause(failure) instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
    }
}
