package org.whirl.controller.entity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.store.Stored;

/** What a sequence may consist of (contract: REST API, 3.3.3 and 2.5). */
final class SequenceRules {
    private final ActionAccess access;
    private final Actions actions;
    private final int mostActions;

    SequenceRules(ActionAccess access, Actions actions, int mostActions) {
        this.access = access;
        this.actions = actions;
        this.mostActions = mostActions;
    }

    /** Fails with {@code FORBIDDEN}, naming all components that the caller may not read. */
    CompletionStage<Void> requireReadable(Identity caller, SequenceExec sequence) {
        if (sequence.components().size() > mostActions) {
            throw tooMany();
        }
        return access.requireAll(caller, sequence.components());
    }

    private static WhirlException missing() {
        return WhirlException.badRequest("Sequence component does not exist.");
    }

    private static WhirlException tooMany() {
        return WhirlException.badRequest("Too many actions in the sequence.");
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
            return locate(name)
                    .thenCompose(place -> visit(place.name(name.name())))
                    .thenCompose(done -> visit(names));
        }

        /** Behind the first level nobody asks for the package of its own: what is not there is a missing component. */
        private CompletionStage<Place> locate(FullyQualifiedName name) {
            return access.locate(caller, name).exceptionally(failure -> {
                Throwable cause = Failures.cause(failure);
                boolean gone = cause instanceof WhirlException refusal && refusal.kind() == Kind.NOT_FOUND;
                throw gone && !open.isEmpty() ? missing() : new CompletionException(cause);
            });
        }

        private CompletionStage<Void> visit(FullyQualifiedName name) {
            if (name.equals(self) || open.contains(name)) {
                throw WhirlException.badRequest("Sequence may not refer to itself.");
            }
            return actions.findCached(name).thenCompose(found -> {
                Action action = found.map(Stored::value).orElseThrow(SequenceRules::missing);
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
