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
        return run(context, invocation, arguments, now() + patience.capacity());
    }

    private CompletionStage<Step> run(ChainContext context, Invocation invocation, Arguments arguments, long deadline) {
        return dispatcher
                .dispatch(invocation, arguments)
                .thenCompose(started -> ended(context, invocation, started))
                .handle((step, failure) -> failure == null
                        ? CompletableFuture.completedFuture(step)
                        : retry(context, invocation, arguments, deadline, Failures.cause(failure)))
                .thenCompose(Function.identity());
    }

    /** The result counts even where it is faster than the word that the part is accepted. */
    private CompletionStage<Step> ended(ChainContext context, Invocation invocation, Started started) {
        started.publication().accepted().thenAccept(accepted -> context.accepted()
                .complete(null));
        long timeout = invocation.action().value().limits().timeout() + patience.end();
        String namespace = invocation.caller().namespace();
        return waits.activation(started, namespace, timeout)
                .thenCompose(record -> record.isPresent()
                        ? CompletableFuture.completedFuture(record)
                        : waits.lastLook(namespace, started.id()))
                .thenApply(record -> {
                    context.accepted().complete(null);
                    return new Step(started.id(), record);
                });
    }

    /** A chain that runs already outlives a moment without invokers; one that does not is refused as a whole. */
    private CompletableFuture<Step> retry(
            ChainContext context, Invocation invocation, Arguments arguments, long deadline, Throwable failure) {
        boolean unavailable = failure instanceof WhirlException refusal && refusal.kind() == Kind.UNAVAILABLE;
        if (!unavailable
                || context.accepted().completeExceptionally(failure)
                || context.isRefused()
                || now() + PAUSE_MILLIS > deadline) {
            return CompletableFuture.failedFuture(failure);
        }
        log.debug("A part of a sequence waits for an invoker", failure);
        CompletableFuture<Void> pause = new CompletableFuture<>();
        vertx.setTimer(PAUSE_MILLIS, expired -> pause.complete(null));
        return pause.thenCompose(over -> run(context, invocation, arguments, deadline));
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
