package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.controller.Services;
import org.whirl.controller.entity.ActionWriter;
import org.whirl.controller.entity.Place;
import org.whirl.controller.entity.Runtimes;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.Failures;
import org.whirl.controller.http.Texts;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.TransactionId;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.store.Stored;

/** Sends activations off and answers how they went (contract: REST API, 4). */
public final class Invocations {
    private final Services services;
    private final Runtimes runtimes;
    private final BlockingWait waits;

    /** Sends them to the load balancer of the moment. */
    public Invocations(Vertx vertx, Services services, Runtimes runtimes) {
        this.services = services;
        this.runtimes = runtimes;
        this.waits = new BlockingWait(vertx, services.activations());
    }

    /** Invokes an action that the caller may invoke, and answers as the API does. */
    public CompletionStage<Answer> invoke(
            TransactionId transaction,
            Identity caller,
            Stored<Action> stored,
            Place place,
            ObjectNode payload,
            InvokeQuery query) {
        return run(transaction, caller, stored, place, payload, query)
                .thenApply(invoked -> InvocationAnswers.of(invoked, query.resultOnly()));
    }

    /** As {@link #invoke}, for callers who compose the answer themselves. */
    public CompletionStage<Invoked> run(
            TransactionId transaction,
            Identity caller,
            Stored<Action> stored,
            Place place,
            ObjectNode payload,
            InvokeQuery query) {
        Action action = stored.value();
        Arguments arguments = Arguments.of(place.parameters(), action, payload);
        return requireRunnable(action.exec().kind())
                .thenCompose(runnable -> publish(transaction, caller, stored, place, arguments, query));
    }

    private CompletionStage<Invoked> publish(
            TransactionId transaction,
            Identity caller,
            Stored<Action> stored,
            Place place,
            Arguments arguments,
            InvokeQuery query) {
        ActivationId id = ActivationId.generate();
        return services.balancer()
                .call(balancer -> {
                    Publication publication = balancer.publish(
                            stored.value(),
                            message(transaction, caller, stored, place, arguments, id, balancer, query));
                    return query.blocking()
                            ? waits.answer(publication, caller.namespace(), id, query.timeout())
                            : publication.accepted().thenApply(accepted -> new Invoked(id, Optional.empty()));
                })
                .handle((invoked, failure) -> failure == null
                        ? CompletableFuture.completedFuture(invoked)
                        : CompletableFuture.<Invoked>failedFuture(refusal(Failures.cause(failure))))
                .thenCompose(Function.identity());
    }

    private CompletionStage<Void> requireRunnable(String kind) {
        if (kind.equals(Exec.SEQUENCE)) {
            throw WhirlException.badRequest("Running sequences is not supported yet. Invoke their components instead.");
        }
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
            TransactionId transaction,
            Identity caller,
            Stored<Action> stored,
            Place place,
            Arguments arguments,
            ActivationId id,
            LoadBalancer balancer,
            InvokeQuery query) {
        Action action = stored.value();
        return new ActivationMessage(
                transaction,
                action.fullyQualifiedName(),
                action.version(),
                place.binding(),
                Optional.of(stored.revision()),
                caller,
                id,
                balancer.controller(),
                query.blocking(),
                Optional.of(arguments.content()),
                arguments.init(),
                arguments.locked(),
                Optional.empty());
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
