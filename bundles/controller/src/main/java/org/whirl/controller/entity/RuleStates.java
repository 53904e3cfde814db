package org.whirl.controller.entity;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Rule;
import org.whirl.spi.entity.Trigger.RuleLink;
import org.whirl.spi.store.Stored;

/** Whether rules are active, which their triggers know (contract: REST API, 3.6). */
public final class RuleStates {
    private final Entities<Rule> rules;
    private final RuleLinks links;

    RuleStates(Entities<Rule> rules, RuleLinks links) {
        this.rules = rules;
        this.links = links;
    }

    /**
     * A rule as clients see it.
     *
     * @param rule the rule
     * @param active whether its trigger is there and starts its action
     */
    public record Shown(Rule rule, boolean active) {}

    /** A rule and its state; fails with {@code NOT_FOUND}. */
    public CompletionStage<Shown> get(FullyQualifiedName name) {
        return rules.get(name).thenCompose(stored -> links.find(stored.value().trigger(), name)
                .thenApply(link ->
                        new Shown(stored.value(), link.filter(RuleLink::active).isPresent())));
    }

    /** Switches a rule on; fails with {@code NOT_FOUND} without its trigger. */
    public CompletionStage<Void> activate(FullyQualifiedName name) {
        return rules.get(name).thenCompose(stored -> {
            Rule rule = stored.value();
            RuleLink link = new RuleLink(rule.action(), true);
            return links.change(rule.trigger(), name, before -> Optional.of(link))
                    .thenCompose(present -> {
                        if (!present) {
                            throw new WhirlException(
                                    Kind.NOT_FOUND, "Only rules with existing triggers can be activated");
                        }
                        return requireStillThere(rule);
                    });
        });
    }

    /** A rule that was deleted or led elsewhere meanwhile must not leave a link behind. */
    private CompletionStage<Void> requireStillThere(Rule rule) {
        FullyQualifiedName name = rule.fullyQualifiedName();
        return rules.findIfOfType(name).thenCompose(found -> {
            boolean same = found.filter(now -> now.value().trigger().equals(rule.trigger()))
                    .isPresent();
            return same
                    ? CompletableFuture.<Void>completedFuture(null)
                    : links.remove(rule.trigger(), name).thenAccept(done -> {
                        throw found.isEmpty() ? WhirlException.notFound() : WhirlException.staleRevision();
                    });
        });
    }

    /** Switches a rule off; without its trigger it is off already. */
    public CompletionStage<Void> deactivate(FullyQualifiedName name) {
        return rules.get(name).thenCompose(stored -> links.change(
                        stored.value().trigger(),
                        name,
                        before -> before.map(link -> new RuleLink(link.action(), false)))
                .thenApply(done -> null));
    }

    /** Deletes a rule, its trigger's link first; fails with {@code NOT_FOUND}. */
    public CompletionStage<Shown> delete(FullyQualifiedName name) {
        return rules.get(name).thenCompose(stored -> links.find(stored.value().trigger(), name)
                .thenCompose(
                        link -> links.remove(stored.value().trigger(), name).thenCompose(done -> delete(stored, link)))
                .thenApply(done -> new Shown(stored.value(), false)));
    }

    private CompletionStage<Void> delete(Stored<Rule> stored, Optional<RuleLink> link) {
        Rule rule = stored.value();
        return rules.delete(stored)
                .handle((done, failure) -> failure == null
                        ? CompletableFuture.<Void>completedFuture(null)
                        : repair(rule.fullyQualifiedName(), rule.trigger(), link)
                                .handle((repaired, second) -> failure)
                                .thenCompose(CompletableFuture::<Void>failedFuture))
                .thenCompose(Function.identity());
    }

    /**
     * Makes a trigger know a rule as it is stored now, after the rule could not be written.
     *
     * @param lost what the trigger knew of it before; stands for what it has forgotten since
     */
    CompletionStage<Void> repair(FullyQualifiedName name, FullyQualifiedName trigger, Optional<RuleLink> lost) {
        return rules.findIfOfType(name).thenCompose(found -> {
            Optional<Rule> rule =
                    found.map(Stored::value).filter(now -> now.trigger().equals(trigger));
            return links.change(
                            trigger,
                            name,
                            before -> rule.flatMap(now ->
                                    before.or(() -> lost).map(link -> new RuleLink(now.action(), link.active()))))
                    .thenApply(done -> null);
        });
    }
}
