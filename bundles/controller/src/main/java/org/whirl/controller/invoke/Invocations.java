package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Services;
import org.whirl.controller.entity.Place;
import org.whirl.controller.entity.Runtimes;
import org.whirl.controller.http.Answer;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.messaging.TransactionId;
import org.whirl.spi.store.Stored;

/** Starts activations and answers how they went (contract: REST API, 4). */
public final class Invocations {
    private final Dispatcher dispatcher;
    private final BlockingWait waits;

    /** Sends them to the load balancer of the moment. */
    public Invocations(Vertx vertx, Services services, Runtimes runtimes) {
        this.dispatcher = new Dispatcher(services.balancer(), runtimes);
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
        if (action.exec().kind().equals(Exec.SEQUENCE)) {
            throw WhirlException.badRequest("Running sequences is not supported yet. Invoke their components instead.");
        }
        Invocation invocation = new Invocation(transaction, caller, stored, place, query.blocking(), Optional.empty());
        return dispatcher.dispatch(invocation, arguments).thenCompose(started -> outcome(started, caller, query));
    }

    private CompletionStage<Invoked> outcome(Started started, Identity caller, InvokeQuery query) {
        CompletionStage<Optional<Activation>> ended = query.blocking()
                ? waits.activation(started, caller.namespace(), query.timeout())
                : started.publication().accepted().thenApply(accepted -> Optional.empty());
        return ended.thenApply(record -> new Invoked(started.id(), record));
    }
}
