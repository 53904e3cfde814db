package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
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
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.Json;

/** One run of a sequence: each component gets the result of the one before (contract: sequences, 2.3). */
final class SequenceRun {
    /** How many actions ran in a tree of sequences; shared by all of the tree, one at a time. */
    static final class Count {
        private int actions;
    }

    private final Chains chains;
    private final ChainContext context;
    private final Invocation invocation;
    private final ActivationId id;
    private final ChainRecord record;
    private final Count count;
    private final int depth;

    SequenceRun(
            Chains chains,
            ChainContext context,
            Invocation invocation,
            ActivationId id,
            ChainRecord record,
            Count count,
            int depth) {
        this.chains = chains;
        this.context = context;
        this.invocation = invocation;
        this.id = id;
        this.record = record;
        this.count = count;
        this.depth = depth;
    }

    /** The response of the last component that ran, or the failure that ended it; never fails itself. */
    CompletionStage<ActivationResponse> run(JsonNode input) {
        SequenceExec exec = (SequenceExec) invocation.action().value().exec();
        ActivationResponse nothing = new ActivationResponse(Outcome.SUCCESS, Optional.of(input), Optional.empty());
        return next(exec.components().iterator(), nothing).exceptionally(failure -> {
            Chains.note(invocation, failure);
            return ActivationResponse.failure(Outcome.INTERNAL_ERROR, "Sequence failed.");
        });
    }

    private CompletionStage<ActivationResponse> next(Iterator<FullyQualifiedName> rest, ActivationResponse last) {
        if (!rest.hasNext()) {
            return CompletableFuture.completedFuture(last);
        }
        if (count.actions >= chains.mostActions()) {
            return CompletableFuture.completedFuture(refusal("Too many actions in the sequence."));
        }
        JsonNode input = last.result().orElseGet(Json::object);
        return find(rest.next())
                .thenCompose(callee -> callee.isPresent()
                        ? step(callee.get(), input).thenCompose(step -> after(step, rest))
                        : CompletableFuture.completedFuture(refusal("Sequence component does not exist.")));
    }

    private static ActivationResponse refusal(String text) {
        return ActivationResponse.failure(Outcome.APPLICATION_ERROR, text);
    }

    /** What was taken away since the call was allowed counts as missing. */
    private CompletionStage<Optional<Callee>> find(FullyQualifiedName name) {
        return chains.access()
                .find(invocation.caller(), name)
                .handle((found, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(found);
                    }
                    Throwable cause = Failures.cause(failure);
                    boolean gone = cause instanceof WhirlException refusal
                            && (refusal.kind() == Kind.NOT_FOUND
                                    || refusal.kind() == Kind.FORBIDDEN
                                    || refusal.kind() == Kind.CONFLICT);
                    return gone
                            ? CompletableFuture.completedFuture(Optional.<Callee>empty())
                            : CompletableFuture.<Optional<Callee>>failedFuture(cause);
                })
                .thenCompose(Function.identity());
    }

    private CompletionStage<Step> step(Callee callee, JsonNode input) {
        context.count(depth);
        Action action = callee.action().value();
        Invocation part = invocation.derive(callee.action(), callee.place(), id);
        if (action.exec() instanceof SequenceExec) {
            return chains.sequence(context, part, ActivationId.generate(), input, count, depth + 1)
                    .thenApply(Step::of);
        }
        count.actions++;
        if (Chains.isConductor(action)) {
            ObjectNode payload = CompositionRun.boxed(input, "value");
            return chains.composition(
                            context, part, ActivationId.generate(), payload, new CompositionRun.Budget(), depth + 1)
                    .thenApply(Step::of);
        }
        return chains.steps().run(context, part, input);
    }

    private CompletionStage<ActivationResponse> after(Step step, Iterator<FullyQualifiedName> rest) {
        if (step.ended().isEmpty()) {
            record.addLost(step.id());
            return CompletableFuture.completedFuture(ActivationResponse.failure(
                    Outcome.INTERNAL_ERROR,
                    "Timeout reached when retrieving activation " + step.id() + " for sequence component."));
        }
        record.add(step.ended().get());
        ActivationResponse response = step.ended().get().response();
        boolean stop = response.result().filter(result -> result.has("error")).isPresent();
        return stop ? CompletableFuture.completedFuture(response) : next(rest, response);
    }
}
