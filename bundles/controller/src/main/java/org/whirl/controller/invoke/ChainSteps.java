package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;

/** Runs single actions as parts of a chain. The next part starts from the acknowledgement of the last, not from a store. */
final class ChainSteps {
    private static final Logger log = LoggerFactory.getLogger(ChainSteps.class);
    private static final long PAUSE_MILLIS = 100;

    private final Vertx vertx;
    private final Dispatcher dispatcher;
    private final BlockingWait waits;
    private final Patience patience;

    /** A part that ended, or was not heard of in time. */
    record Step(ActivationId id, Optional<Activation> ended) {
        static Step of(Activation activation) {
            return new Step(activation.activationId(), Optional.of(activation));
        }
    }

    ChainSteps(Vertx vertx, Dispatcher dispatcher, BlockingWait waits, Patience patience) {
        this.vertx = vertx;
        this.dispatcher = dispatcher;
        this.waits = waits;
        this.patience = patience;
    }

    /** Runs an action with what the part before it gave. Fails when the action cannot be started. */
    CompletionStage<Step> run(ChainContext context, Invocation invocation, JsonNode input) {
        Arguments arguments = Arguments.merged(
                invocation.place().parameters(), invocation.action().value(), input);
        return start(context, invocation, arguments, now() + patience.capacity())
                .thenCompose(started -> ended(invocation, started));
    }

    private CompletionStage<Step> ended(Invocation invocation, Started started) {
        long timeout = invocation.action().value().limits().timeout() + patience.end();
        String namespace = invocation.caller().namespace();
        return waits.activation(started, namespace, timeout)
                .thenCompose(record -> record.isPresent()
                        ? CompletableFuture.completedFuture(record)
                        : waits.lastLook(namespace, started.id()))
                .thenApply(record -> new Step(started.id(), record));
    }

    /** A chain that runs already outlives a moment without invokers; one that does not is refused as a whole. */
    private CompletionStage<Started> start(
            ChainContext context, Invocation invocation, Arguments arguments, long deadline) {
        return dispatcher
                .dispatch(invocation, arguments)
                .thenCompose(started -> started.publication().accepted().thenApply(accepted -> started))
                .handle((started, failure) -> {
                    if (failure == null) {
                        context.accepted().complete(null);
                        return CompletableFuture.completedFuture(started);
                    }
                    Throwable cause = Failures.cause(failure);
                    if (!(cause instanceof WhirlException refusal) || refusal.kind() != Kind.UNAVAILABLE) {
                        return CompletableFuture.<Started>failedFuture(cause);
                    }
                    if (context.accepted().completeExceptionally(refusal)
                            || context.isRefused()
                            || now() + PAUSE_MILLIS > deadline) {
                        return CompletableFuture.<Started>failedFuture(refusal);
                    }
                    log.debug("A part of a sequence waits for an invoker", refusal);
                    CompletableFuture<Started> later = new CompletableFuture<>();
                    vertx.setTimer(PAUSE_MILLIS, expired -> start(context, invocation, arguments, deadline)
                            .whenComplete((started2, failure2) -> {
                                if (failure2 == null) {
                                    later.complete(started2);
                                } else {
                                    later.completeExceptionally(failure2);
                                }
                            }));
                    return later;
                })
                .thenCompose(Function.identity());
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
