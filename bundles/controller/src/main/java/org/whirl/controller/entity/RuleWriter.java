package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.controller.Settings.Sizes;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.Rule;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.entity.Trigger.RuleLink;
import org.whirl.spi.store.Stored;

/**
 * Creates and updates rules. A rule is two documents without a transaction: the trigger's is written first, and put right
 * again where the rule's cannot be written.
 */
public final class RuleWriter {
    private final Entities<Rule> rules;
    private final RuleEnds ends;
    private final RuleStates states;
    private final RuleLinks links;
    private final Sizes sizes;

    RuleWriter(Entities<Rule> rules, RuleEnds ends, RuleStates states, RuleLinks links, Sizes sizes) {
        this.rules = rules;
        this.ends = ends;
        this.states = states;
        this.links = links;
        this.sizes = sizes;
    }

    /** What a client wrote, checked as far as that needs nothing stored. */
    public final class Draft {
        private final Identity caller;
        private final RuleContent content;

        private Draft(Identity caller, RuleContent content) {
            this.caller = caller;
            this.content = content;
        }

        /** Stores it. */
        public CompletionStage<RuleStates.Shown> store(FullyQualifiedName name, boolean overwrite) {
            return ends.requireReadable(caller, content.trigger(), content.action())
                    .thenCompose(done -> rules.findForPut(name, overwrite))
                    .thenCompose(found -> found.isPresent() ? update(found.get()) : create(name));
        }

        private CompletionStage<RuleStates.Shown> create(FullyQualifiedName name) {
            if (content.trigger().isEmpty() || content.action().isEmpty()) {
                throw WhirlException.badRequest("rule requires a valid trigger and a valid action");
            }
            Rule rule = new Rule(
                    name.path(),
                    name.name(),
                    content.version().orElse(SemanticVersion.FIRST),
                    content.publish().orElse(false),
                    System.currentTimeMillis(),
                    content.trigger().get(),
                    content.action().get(),
                    content.annotations().orElse(Parameters.EMPTY));
            return ends.requireExisting(caller, content.trigger(), content.action())
                    .thenCompose(done -> link(rule, true))
                    .thenCompose(done -> write(rule, Optional.empty(), Optional.empty()))
                    .thenApply(stored -> new RuleStates.Shown(stored, true));
        }

        private CompletionStage<RuleStates.Shown> update(Stored<Rule> stored) {
            Rule old = stored.value();
            Rule rule = new Rule(
                    old.namespace(),
                    old.name(),
                    content.version().orElseGet(() -> old.version().next()),
                    content.publish().orElse(old.publish()),
                    Updates.after(old.updated()),
                    content.trigger().orElse(old.trigger()),
                    content.action().orElse(old.action()),
                    content.annotations().orElse(old.annotations()));
            return ends.requireExisting(caller, content.trigger(), content.action())
                    .thenCompose(done -> links.find(old.trigger(), old.fullyQualifiedName()))
                    .thenCompose(link -> relink(old, rule, link)
                            .thenCompose(done -> write(rule, Optional.of(stored), link))
                            .thenApply(written -> new RuleStates.Shown(
                                    written, link.filter(RuleLink::active).isPresent())));
        }
    }

    /** Reads a body; fails with {@code BAD_REQUEST} or {@code TOO_LARGE}. */
    public Draft read(Identity caller, JsonNode body) {
        return new Draft(
                caller,
                RuleContent.read(
                        body, caller.namespace(), sizes.within(caller.limits()).parameters()));
    }

    private CompletionStage<Void> link(Rule rule, boolean active) {
        RuleLink link = new RuleLink(rule.action(), active);
        return links.change(rule.trigger(), rule.fullyQualifiedName(), before -> Optional.of(link))
                .thenAccept(present -> {
                    if (!present) {
                        throw RuleEnds.missingTrigger(rule.trigger());
                    }
                });
    }

    private CompletionStage<Void> relink(Rule old, Rule rule, Optional<RuleLink> link) {
        FullyQualifiedName name = rule.fullyQualifiedName();
        if (rule.trigger().equals(old.trigger())) {
            return links.change(
                            rule.trigger(),
                            name,
                            before -> before.map(present -> new RuleLink(rule.action(), present.active())))
                    .thenApply(done -> null);
        }
        return links.remove(old.trigger(), name)
                .thenCompose(done -> link(rule, link.filter(RuleLink::active).isPresent()));
    }

    private CompletionStage<Rule> write(Rule rule, Optional<Stored<Rule>> old, Optional<RuleLink> oldLink) {
        return rules.put(rule, old.map(Stored::revision))
                .handle((stored, failure) -> failure == null
                        ? CompletableFuture.completedFuture(stored.value())
                        : states.repair(rule.fullyQualifiedName(), rule.trigger(), oldLink)
                                .thenCompose(done -> old.isEmpty()
                                        ? CompletableFuture.<Void>completedFuture(null)
                                        : states.repair(
                                                rule.fullyQualifiedName(),
                                                old.get().value().trigger(),
                                                oldLink))
                                .handle((done, second) -> failure)
                                .thenCompose(CompletableFuture::<Rule>failedFuture))
                .thenCompose(Function.identity());
    }
}
