package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Settings;
import org.whirl.controller.auth.Denials;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.store.Stored;

/** Creates and updates actions, with the checks in the contract's order (REST API, 1.10). */
public final class ActionWriter {
    private final Settings settings;
    private final Runtimes runtimes;
    private final Actions actions;
    private final SequenceRules sequences;

    /** Checks against these settings and runtimes. */
    public ActionWriter(Settings settings, Runtimes runtimes, Actions actions, PackageAccess packages) {
        this.settings = settings;
        this.runtimes = runtimes;
        this.actions = actions;
        this.sequences = new SequenceRules(
                new ActionAccess(packages, actions), actions, settings.sizes().sequence());
    }

    /** What a client wrote, checked as far as that needs nothing stored. */
    public final class Draft {
        private final Identity caller;
        private final ActionContent content;

        private Draft(Identity caller, ActionContent content) {
            this.caller = caller;
            this.content = content;
        }

        /** Stores it, with code at hand in what it answers. */
        public CompletionStage<Action> store(FullyQualifiedName name, boolean overwrite) {
            int concurrent = caller.limits()
                    .concurrentInvocations()
                    .orElse(settings.quotas().concurrentInvocations());
            content.limits().requireWithin(settings.bounds().within(caller.limits()), concurrent);
            return requireRights(caller, content.exec())
                    .thenCompose(done -> actions.findForPut(name, overwrite))
                    .thenCompose(found -> write(caller, name, content, found));
        }
    }

    /** Reads a body; fails with {@code BAD_REQUEST} or {@code TOO_LARGE}. */
    public CompletionStage<Draft> read(Identity caller, JsonNode body) {
        String kind = body.at("/exec/kind").asText().trim().toLowerCase(Locale.ROOT);
        return runtimes.kindsFor(kind).thenApply(kinds -> {
            ActionContent content = ActionContent.read(body, kinds, caller.namespace());
            content.requireSizes(settings.sizes().within(caller.limits()));
            return new Draft(caller, content);
        });
    }

    private CompletionStage<Void> requireRights(Identity caller, Optional<Exec> exec) {
        CompletionStage<Void> readable = exec.isPresent() && exec.get() instanceof SequenceExec sequence
                ? sequences.requireReadable(caller, sequence)
                : CompletableFuture.completedFuture(null);
        return readable.thenAccept(done -> exec.map(Exec::kind)
                .filter(kind -> !isAllowed(caller, kind))
                .ifPresent(kind -> {
                    throw Denials.ofKind(kind);
                }));
    }

    private static boolean isAllowed(Identity caller, String kind) {
        return caller.limits().allowedKinds().map(kinds -> kinds.contains(kind)).orElse(true);
    }

    private CompletionStage<Action> write(
            Identity caller, FullyQualifiedName name, ActionContent content, Optional<Stored<Action>> old) {
        Action action = old.map(stored -> ActionForm.update(stored.value(), content))
                .orElseGet(() -> ActionForm.create(name, content));
        requireCurrent(action.exec().kind());
        CompletionStage<Void> sound = content.exec().isPresent() && action.exec() instanceof SequenceExec sequence
                ? sequences.requireSound(caller, name, sequence)
                : CompletableFuture.completedFuture(null);
        return sound.thenCompose(done -> actions.withCode(action))
                .thenCompose(complete ->
                        actions.put(action, old.map(Stored::revision)).thenApply(stored -> complete));
    }

    private void requireCurrent(String kind) {
        runtimes.offered(kind).filter(RuntimeManifest::deprecated).ifPresent(manifest -> {
            throw deprecated(kind);
        });
    }

    /** The refusal of a kind whose actions can only be read and deleted. */
    public static WhirlException deprecated(String kind) {
        return WhirlException.badRequest("The '" + kind
                + "' runtime is no longer supported. You may read and delete but not update or invoke this action.");
    }
}
