package org.whirl.controller.entity;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.Trigger;

/** What a rule may connect (contract: REST API, 2.5 and 3.6). */
final class RuleEnds {
    private final Entities<Trigger> triggers;
    private final Actions actions;
    private final ActionAccess access;

    RuleEnds(Entities<Trigger> triggers, Actions actions, ActionAccess access) {
        this.triggers = triggers;
        this.actions = actions;
        this.access = access;
    }

    /** Fails with {@code FORBIDDEN}: a trigger must be the caller's own, an action one that it may read. */
    CompletionStage<Void> requireReadable(
            Identity caller, Optional<FullyQualifiedName> trigger, Optional<FullyQualifiedName> action) {
        List<String> denied = trigger
                .filter(name -> !name.path().namespace().equals(caller.namespace()))
                .map(FullyQualifiedName::toString)
                .stream()
                .toList();
        return access.requireAll(caller, denied, action.stream().toList());
    }

    /** Fails with {@code BAD_REQUEST} when one is not there; rights are checked already. */
    CompletionStage<Void> requireExisting(
            Identity caller, Optional<FullyQualifiedName> trigger, Optional<FullyQualifiedName> action) {
        CompletionStage<Void> first =
                trigger.map(this::requireTrigger).orElseGet(() -> CompletableFuture.completedFuture(null));
        return first.thenCompose(done -> action.map(name -> requireAction(caller, name))
                .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    private CompletionStage<Void> requireTrigger(FullyQualifiedName name) {
        return triggers.find(name).thenAccept(found -> found.orElseThrow(() -> missingTrigger(name)));
    }

    static WhirlException missingTrigger(FullyQualifiedName name) {
        return WhirlException.badRequest("trigger /" + name + " does not exist");
    }

    private CompletionStage<Void> requireAction(Identity caller, FullyQualifiedName name) {
        return access.locate(caller, name)
                .thenCompose(place -> actions.find(place.name(name.name())))
                .thenAccept(found ->
                        found.orElseThrow(() -> WhirlException.badRequest("action /" + name + " does not exist")));
    }
}
