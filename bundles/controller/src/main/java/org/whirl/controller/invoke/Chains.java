package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.controller.Underway;
import org.whirl.controller.entity.ActionAccess;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.Parameters;

/** Runs sequences and compositions (contract: sequences, 2 and 3). */
final class Chains {
    private static final Logger log = LoggerFactory.getLogger(Chains.class);

    private final ActionAccess access;
    private final ChainSteps steps;
    private final RecordKeeper records;
    private final Underway underway;
    private final int mostActions;

    Chains(ActionAccess access, ChainSteps steps, RecordKeeper records, Underway underway, int mostActions) {
        this.access = access;
        this.steps = steps;
        this.records = records;
        this.underway = underway;
        this.mostActions = mostActions;
    }

    ActionAccess access() {
        return access;
    }

    ChainSteps steps() {
        return steps;
    }

    int mostActions() {
        return mostActions;
    }

    /** Whether the action decides after each run what to run next. */
    static boolean isConductor(Action action) {
        Parameters annotations = action.annotations();
        boolean holds =
                annotations.get("conductor").filter(JsonNode::isContainerNode).isPresent();
        return !(action.exec() instanceof SequenceExec) && (holds || annotations.isTruthy("conductor", false));
    }

    /** Starts one that the caller may run; fails when it contains what the caller may not run. */
    CompletionStage<Started> start(Invocation invocation, ObjectNode payload) {
        CompletionStage<Void> allowed = invocation.action().value().exec() instanceof SequenceExec sequence
                ? access.requireAll(invocation.caller(), sequence.components())
                : CompletableFuture.completedFuture(null);
        return allowed.thenApply(done -> {
            ChainContext context = new ChainContext();
            ActivationId id = ActivationId.generate();
            CompletionStage<Activation> ended = isConductor(invocation.action().value())
                    ? composition(context, invocation, id, payload, new CompositionRun.Budget(), 0)
                    : sequence(context, invocation, id, payload, new SequenceRun.Count(), 0);
            underway.begin();
            ended.whenComplete((record, refusal) -> underway.end());
            return new Started(id, new Publication(context.accepted(), ended.thenApply(Optional::of)));
        });
    }

    /** Runs a sequence, on the top or within something; actions in it are counted here. */
    CompletionStage<Activation> sequence(
            ChainContext context,
            Invocation invocation,
            ActivationId id,
            JsonNode input,
            SequenceRun.Count count,
            int depth) {
        ChainRecord record = new ChainRecord(invocation, id, 0);
        return finish(
                context,
                invocation,
                record,
                new SequenceRun(this, context, invocation, id, record, count, depth).run(input),
                false);
    }

    /** Runs a composition, on the top or within something; its parts count against this budget. */
    CompletionStage<Activation> composition(
            ChainContext context,
            Invocation invocation,
            ActivationId id,
            ObjectNode input,
            CompositionRun.Budget budget,
            int depth) {
        int memory = invocation.action().value().limits().memory();
        ChainRecord record = new ChainRecord(invocation, id, memory);
        return finish(
                context,
                invocation,
                record,
                new CompositionRun(this, context, invocation, id, record, budget, depth).run(input),
                true);
    }

    /** Whoever waits gets the record at once, and the store gets it too. */
    private CompletionStage<Activation> finish(
            ChainContext context,
            Invocation invocation,
            ChainRecord record,
            CompletionStage<ActivationResponse> ended,
            boolean conductor) {
        return ended.thenApply(response -> {
            if (context.isRefused()) {
                throw new WhirlException(WhirlException.Kind.UNAVAILABLE, "The call was refused as a whole.");
            }
            context.accepted().complete(null);
            Activation activation = record.end(response, conductor);
            records.keep(invocation.caller(), activation);
            return activation;
        });
    }

    /** Keeps in the log what a client only reads as a general text. */
    static void note(Invocation invocation, Throwable failure) {
        Throwable cause = Failures.cause(failure);
        String name = invocation.action().value().fullyQualifiedName().toString();
        if (cause instanceof WhirlException expected) {
            log.info("[{}] {} failed: {}", invocation.transaction().id(), name, expected.getMessage());
        } else {
            log.error("[{}] {} failed", invocation.transaction().id(), name, cause);
        }
    }
}
