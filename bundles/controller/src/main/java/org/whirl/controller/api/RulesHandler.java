package org.whirl.controller.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Settings.Sizes;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.entity.RuleStates.Shown;
import org.whirl.controller.entity.Rules;
import org.whirl.controller.http.Answer;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.EntityJson;

/** {@code rules} (contract: REST API, 3.6). */
final class RulesHandler implements EntityVerbs {
    private static final String ACTIVE = "active";
    private static final String INACTIVE = "inactive";

    private final EntityLists lists;
    private final Rules rules;
    private final Sizes sizes;

    RulesHandler(EntityLists lists, Rules rules, Sizes sizes) {
        this.lists = lists;
        this.rules = rules;
        this.sizes = sizes;
    }

    @Override
    public CompletionStage<Answer> list(Target target) {
        return lists.all(target, EntityCollection.RULES);
    }

    @Override
    public CompletionStage<Answer> get(Target target, FullyQualifiedName name) {
        requireOwner(target, name);
        return rules.states().get(name).thenApply(RulesHandler::answer);
    }

    @Override
    public CompletionStage<Answer> put(Target target, FullyQualifiedName name) {
        requireOwner(target, name);
        return target.document(sizes.request())
                .thenApply(body -> rules.writer().read(target.caller(), body))
                .thenCompose(draft -> draft.store(name, target.query().flag("overwrite", false)))
                .thenApply(RulesHandler::answer);
    }

    @Override
    public CompletionStage<Answer> delete(Target target, FullyQualifiedName name) {
        requireOwner(target, name);
        return rules.states().delete(name).thenApply(RulesHandler::answer);
    }

    /** Switches the rule on or off. */
    @Override
    public CompletionStage<Answer> post(Target target, FullyQualifiedName name) {
        requireOwner(target, name);
        int most = sizes.within(target.caller().limits()).payload();
        target.call().requireBodyAtMost(most);
        return target.document(most)
                .thenApply(RulesHandler::active)
                .thenCompose(active ->
                        active ? rules.states().activate(name) : rules.states().deactivate(name))
                .thenApply(done -> Answer.text(200, "OK"));
    }

    private static boolean active(JsonNode body) {
        if (!body.isObject()) {
            throw WhirlException.malformed("an object with the member 'status' expected");
        }
        JsonNode status = body.path("status");
        if (status.isMissingNode()) {
            throw WhirlException.malformed("key not found: status");
        }
        if (!status.isTextual()) {
            throw WhirlException.malformed("'status' must be a string, '" + ACTIVE + "' or '" + INACTIVE + "'");
        }
        return switch (status.textValue()) {
            case ACTIVE -> true;
            case INACTIVE -> false;
            case "" -> throw WhirlException.malformed("requirement failed: argument undefined");
            default -> throw WhirlException.malformed(
                    "requirement failed: " + status.textValue() + " is not a recognized rule state");
        };
    }

    private static void requireOwner(Target target, FullyQualifiedName name) {
        Denials.requireOwner(target.caller(), target.namespace(), name.toString());
    }

    private static Answer answer(Shown shown) {
        return Answer.ok(EntityJson.write(shown.rule()).put("status", shown.active() ? ACTIVE : INACTIVE));
    }
}
