package org.whirl.controller.entity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.store.Stored;

/** What a sequence may consist of (contract: REST API, 3.3.3 and 2.5). */
final class SequenceRules {
    private final PackageAccess packages;
    private final Actions actions;
    private final int mostActions;

    SequenceRules(PackageAccess packages, Actions actions, int mostActions) {
        this.packages = packages;
        this.actions = actions;
        this.mostActions = mostActions;
    }

    /** Fails with {@code FORBIDDEN}, naming all components that the caller may not read. */
    CompletionStage<Void> requireReadable(Identity caller, SequenceExec sequence) {
        if (sequence.components().size() > mostActions) {
            throw tooMany();
        }
        Set<String> denied = new LinkedHashSet<>();
        CompletionStage<Void> checked = CompletableFuture.completedFuture(null);
        for (FullyQualifiedName name : new LinkedHashSet<>(sequence.components())) {
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

    private static WhirlException tooMany() {
        return WhirlException.badRequest("Too many actions in the sequence.");
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

    private CompletionStage<Place> locate(Identity caller, FullyQualifiedName name) {
        EntityPath path = name.path();
        if (path.packageName().isPresent()) {
            return packages.open(caller, path.namespace(), path.packageName().get());
        }
        Denials.requireOwner(caller, path.namespace(), name.toString());
        return CompletableFuture.completedFuture(Place.of(path.namespace()));
    }

    /** Fails with {@code BAD_REQUEST} when components are missing, too many, or lead back to the sequence itself. */
    CompletionStage<Void> requireSound(Identity caller, FullyQualifiedName self, SequenceExec sequence) {
        if (sequence.components().isEmpty()) {
            throw WhirlException.badRequest("No component specified for the sequence.");
        }
        return new Walk(caller, self).visit(sequence.components().iterator());
    }

    /** Counts the actions of a sequence and of the sequences in it. */
    private final class Walk {
        private final Identity caller;
        private final FullyQualifiedName self;
        private final List<FullyQualifiedName> open = new ArrayList<>();
        private int atomic;

        private Walk(Identity caller, FullyQualifiedName self) {
            this.caller = caller;
            this.self = self;
        }

        private CompletionStage<Void> visit(Iterator<FullyQualifiedName> names) {
            if (!names.hasNext()) {
                return CompletableFuture.completedFuture(null);
            }
            FullyQualifiedName name = names.next();
            return locate(caller, name)
                    .thenCompose(place -> visit(place.name(name.name())))
                    .thenCompose(done -> visit(names));
        }

        private CompletionStage<Void> visit(FullyQualifiedName name) {
            if (name.equals(self) || open.contains(name)) {
                throw WhirlException.badRequest("Sequence may not refer to itself.");
            }
            return actions.findCached(name).thenCompose(found -> {
                Action action = found.map(Stored::value)
                        .orElseThrow(() -> WhirlException.badRequest("Sequence component does not exist."));
                if (action.exec() instanceof SequenceExec inner) {
                    open.add(name);
                    return visit(inner.components().iterator()).thenAccept(done -> open.remove(name));
                }
                atomic++;
                if (atomic > mostActions) {
                    throw tooMany();
                }
                return CompletableFuture.completedFuture(null);
            });
        }
    }
}
