package org.whirl.controller.invoke;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.entity.ActionWriter;
import org.whirl.controller.entity.Runtimes;
import org.whirl.controller.http.Failures;
import org.whirl.controller.http.Texts;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.runtime.RuntimeManifest;

/** Hands single activations to the load balancer of the moment. */
final class Dispatcher {
    private final ServiceHolder<LoadBalancer> balancer;
    private final Runtimes runtimes;

    Dispatcher(ServiceHolder<LoadBalancer> balancer, Runtimes runtimes) {
        this.balancer = balancer;
        this.runtimes = runtimes;
    }

    /** Sends it off, unless its kind cannot be run; that it is accepted is in the stages of what this gives. */
    CompletionStage<Started> dispatch(Invocation invocation, Arguments arguments) {
        return requireRunnable(invocation.action().value().exec().kind())
                .thenCompose(runnable -> translated(balancer.call(present -> {
                    ActivationId id = ActivationId.generate();
                    Publication publication = present.publish(
                            invocation.action().value(), message(invocation, arguments, id, present.controller()));
                    return CompletableFuture.completedFuture(
                            new Started(id, new Publication(translated(publication.accepted()), publication.result())));
                })));
    }

    /** Fails where no invoker offers the kind, or where it is deprecated. */
    CompletionStage<Void> requireRunnable(String kind) {
        if (kind.equals(Exec.BLACKBOX)) {
            return CompletableFuture.completedFuture(null);
        }
        return runtimes.find(kind).thenAccept(found -> {
            RuntimeManifest manifest = found.orElseThrow(() -> new WhirlException(
                    Kind.UNAVAILABLE,
                    "The runtime '" + kind + "' is not available at the moment: no invoker offers it."
                            + " Install the runtime and try again."));
            if (manifest.deprecated()) {
                throw ActionWriter.deprecated(kind);
            }
        });
    }

    private static ActivationMessage message(
            Invocation invocation, Arguments arguments, ActivationId id, String controller) {
        Action action = invocation.action().value();
        return new ActivationMessage(
                invocation.transaction(),
                action.fullyQualifiedName(),
                action.version(),
                invocation.place().binding(),
                Optional.of(invocation.action().revision()),
                invocation.caller(),
                id,
                controller,
                invocation.blocking(),
                Optional.of(arguments.content()),
                arguments.init(),
                arguments.locked(),
                invocation.cause());
    }

    private static <R> CompletionStage<R> translated(CompletionStage<R> stage) {
        return stage.handle((result, failure) -> failure == null
                        ? CompletableFuture.completedFuture(result)
                        : CompletableFuture.<R>failedFuture(refusal(Failures.cause(failure))))
                .thenCompose(Function.identity());
    }

    /** Whatever the way to an invoker says, clients know two texts for it. */
    private static Throwable refusal(Throwable cause) {
        if (cause instanceof WhirlException failure) {
            return switch (failure.kind()) {
                case UNAVAILABLE -> new WhirlException(Kind.UNAVAILABLE, Texts.OVERLOADED, failure);
                case TOO_LARGE -> new WhirlException(Kind.TOO_LARGE, Texts.TOO_LARGE, failure);
                default -> failure;
            };
        }
        return cause;
    }
}
