package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.controller.entity.ActionAccess.Callee;
import org.whirl.controller.http.Failures;
import org.whirl.controller.invoke.ChainSteps.Step;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.Json;

/** One run of a composition: a conductor is asked again and again what to run next (contract: sequences, 3). */
final class CompositionRun {
    private static final String TOO_MANY = "Too many actions in the composition.";

    /** What a composition and those within it have used up; one at a time. */
    static final class Budget {
        private int conductors;
        private int components;
    }

    private final Chains chains;
    private final ChainContext context;
    private final Invocation invocation;
    private final ActivationId id;
    private final ChainRecord record;
    private final Budget budget;
    private final int depth;
    private ObjectNode state = Json.object();

    CompositionRun(
            Chains chains,
            ChainContext context,
            Invocation invocation,
            ActivationId id,
            ChainRecord record,
            Budget budget,
            int depth) {
        this.chains = chains;
        this.context = context;
        this.invocation = invocation;
        this.id = id;
        this.record = record;
        this.budget = budget;
        this.depth = depth;
    }

    /** What the conductor said last, or the failure that ended it; never fails itself. */
    CompletionStage<ActivationResponse> run(ObjectNode input) {
        return conduct(input).exceptionally(failure -> {
            Chains.note(invocation, failure);
            return ActivationResponse.failure(Outcome.INTERNAL_ERROR, "Activation failure during composition.");
        });
    }

    private CompletionStage<ActivationResponse> conduct(ObjectNode input) {
        if (budget.conductors > 2 * chains.mostActions()) {
            return CompletableFuture.completedFuture(ActivationResponse.failure(Outcome.APPLICATION_ERROR, TOO_MANY));
        }
        budget.conductors++;
        context.count(depth);
        ObjectNode content = Json.object();
        content.setAll(input);
        content.setAll(state);
        Invocation part = invocation.derive(invocation.action(), invocation.place(), id);
        return chains.steps().run(context, part, content).thenCompose(step -> after(step, this::decide));
    }

    private CompletionStage<ActivationResponse> after(
            Step step, Function<Activation, CompletionStage<ActivationResponse>> next) {
        if (step.ended().isEmpty()) {
            record.addLost(step.id());
            return CompletableFuture.completedFuture(ActivationResponse.failure(
                    Outcome.INTERNAL_ERROR,
                    "Timeout reached when retrieving activation " + step.id() + " during composition."));
        }
        record.add(step.ended().get());
        return next.apply(step.ended().get());
    }

    private CompletionStage<ActivationResponse> decide(Activation conductor) {
        JsonNode result = result(conductor);
        JsonNode action = result.get("action");
        Optional<ObjectNode> params = Optional.ofNullable(result.get("params")).map(value -> boxed(value, "value"));
        state = Optional.ofNullable(result.get("state"))
                .map(value -> boxed(value, "state"))
                .orElseGet(Json::object);
        if (action == null) {
            JsonNode last = result.has("error")
                    ? boxedAs("error", result.get("error"))
                    : params.<JsonNode>map(Function.identity()).orElse(result);
            return CompletableFuture.completedFuture(
                    new ActivationResponse(conductor.response().outcome(), Optional.of(last), Optional.empty()));
        }
        Optional<FullyQualifiedName> name =
                ComponentNames.parse(action, invocation.caller().namespace());
        if (name.isEmpty()) {
            return complain(
                    "Failed to parse action name from json value " + Json.text(action) + " during composition.");
        }
        return budget.components >= chains.mostActions()
                ? complain(TOO_MANY)
                : call(name.get(), params.orElseGet(Json::object));
    }

    private static JsonNode result(Activation activation) {
        return activation.response().result().orElseGet(Json::object);
    }

    /** Objects as they are, anything else as the only member of one. */
    static ObjectNode boxed(JsonNode value, String name) {
        return value instanceof ObjectNode object ? object : boxedAs(name, value);
    }

    private static ObjectNode boxedAs(String name, JsonNode value) {
        ObjectNode box = Json.object();
        box.set(name, value);
        return box;
    }

    /** Tells the conductor what is wrong with its last decision. */
    private CompletionStage<ActivationResponse> complain(String text) {
        return conduct(Json.object().put("error", text));
    }

    private CompletionStage<ActivationResponse> call(FullyQualifiedName name, ObjectNode params) {
        return chains.access()
                .find(invocation.caller(), name)
                .handle((found, failure) -> failure == null ? answer(name, found, params) : refused(name, failure))
                .thenCompose(Function.identity());
    }

    private CompletionStage<ActivationResponse> answer(
            FullyQualifiedName name, Optional<Callee> found, ObjectNode params) {
        return found.isEmpty()
                ? complain("Failed to resolve action with name '" + name + "' during composition.")
                : component(found.get(), params)
                        .thenCompose(step -> after(step, ended -> conduct(boxed(result(ended), "value"))));
    }

    private CompletionStage<ActivationResponse> refused(FullyQualifiedName name, Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (cause instanceof WhirlException refusal && refusal.kind() != Kind.UNAVAILABLE) {
            return complain("Failed entitlement check for action with name '" + name + "' during composition.");
        }
        return CompletableFuture.failedFuture(cause);
    }

    private CompletionStage<Step> component(Callee callee, ObjectNode params) {
        context.count(depth);
        Action action = callee.action().value();
        Invocation part = invocation.derive(callee.action(), callee.place(), id);
        if (Chains.isConductor(action)) {
            return chains.composition(context, part, ActivationId.generate(), params, budget, depth + 1)
                    .thenApply(Step::of);
        }
        budget.components++;
        return action.exec() instanceof SequenceExec
                ? chains.sequence(context, part, ActivationId.generate(), params, new SequenceRun.Count(), depth + 1)
                        .thenApply(Step::of)
                : chains.steps().run(context, part, params);
    }
}
