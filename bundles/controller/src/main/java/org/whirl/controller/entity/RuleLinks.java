package org.whirl.controller.entity;

import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Trigger;
import org.whirl.spi.entity.Trigger.RuleLink;
import org.whirl.spi.store.Stored;

/**
 * What triggers know of their rules. It is kept in the trigger's document, so that a fire needs nothing else; rules are
 * changed far less often. Who loses the race for the document tries again.
 */
final class RuleLinks {
    private static final int TRIES = 20;
    private static final int PAUSE_MILLIS = 5;

    private final Vertx vertx;
    private final Entities<Trigger> triggers;

    RuleLinks(Vertx vertx, Entities<Trigger> triggers) {
        this.vertx = vertx;
        this.triggers = triggers;
    }

    /** What a trigger knows of a rule; nothing also when there is no such trigger. */
    CompletionStage<Optional<RuleLink>> find(FullyQualifiedName trigger, FullyQualifiedName rule) {
        return triggers.findIfOfType(trigger).thenApply(found -> found.flatMap(stored -> link(stored.value(), rule)));
    }

    private static Optional<RuleLink> link(Trigger trigger, FullyQualifiedName rule) {
        return trigger.rules().map(rules -> rules.get(rule));
    }

    /** Changes what a trigger knows of a rule; answers whether the trigger is there. */
    CompletionStage<Boolean> change(
            FullyQualifiedName trigger, FullyQualifiedName rule, UnaryOperator<Optional<RuleLink>> change) {
        return change(trigger, rule, change, 1);
    }

    /** Makes a trigger forget a rule. */
    CompletionStage<Boolean> remove(FullyQualifiedName trigger, FullyQualifiedName rule) {
        return change(trigger, rule, link -> Optional.empty());
    }

    private CompletionStage<Boolean> change(
            FullyQualifiedName trigger, FullyQualifiedName rule, UnaryOperator<Optional<RuleLink>> change, int tries) {
        return triggers.findIfOfType(trigger).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(false);
            }
            Trigger before = found.get().value();
            Optional<RuleLink> wanted = change.apply(link(before, rule));
            if (wanted.equals(link(before, rule))) {
                return CompletableFuture.completedFuture(true);
            }
            return triggers.put(with(before, rule, wanted), found.map(Stored::revision))
                    .handle((stored, failure) -> failure == null
                            ? CompletableFuture.completedFuture(true)
                            : again(trigger, rule, change, tries, Failures.cause(failure)))
                    .thenCompose(Function.identity());
        });
    }

    private CompletionStage<Boolean> again(
            FullyQualifiedName trigger,
            FullyQualifiedName rule,
            UnaryOperator<Optional<RuleLink>> change,
            int tries,
            Throwable failure) {
        boolean lostRace = failure instanceof WhirlException expected && expected.kind() == Kind.CONFLICT;
        if (!lostRace || tries >= TRIES) {
            return CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<Void> later = new CompletableFuture<>();
        long pause = 1 + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS * tries);
        vertx.setTimer(pause, id -> later.complete(null));
        return later.thenCompose(now -> change(trigger, rule, change, tries + 1));
    }

    /** Neither version nor time of the trigger change: to its owner it is the same. */
    private static Trigger with(Trigger trigger, FullyQualifiedName rule, Optional<RuleLink> link) {
        Map<FullyQualifiedName, RuleLink> rules =
                new LinkedHashMap<>(trigger.rules().orElse(Map.of()));
        link.ifPresentOrElse(present -> rules.put(rule, present), () -> rules.remove(rule));
        return new Trigger(
                trigger.namespace(),
                trigger.name(),
                trigger.version(),
                trigger.publish(),
                trigger.updated(),
                trigger.parameters(),
                Optional.of(rules),
                trigger.annotations());
    }
}
