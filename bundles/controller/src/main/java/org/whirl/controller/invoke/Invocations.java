package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Services;
import org.whirl.controller.entity.ActionAccess;
import org.whirl.controller.entity.Place;
import org.whirl.controller.entity.Runtimes;
import org.whirl.controller.http.Answer;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.messaging.TransactionId;
import org.whirl.spi.store.Stored;

/** Starts activations and answers how they went (contract: REST API, 4). */
public final class Invocations {
    private final Dispatcher dispatcher;
    private final BlockingWait waits;
    private final Chains chains;

    /** Sends them to the load balancer of the moment. */
    public Invocations(
            Vertx vertx,
            Services services,
            Runtimes runtimes,
            ActionAccess access,
            RecordKeeper records,
            int mostActions,
            Patience patience) {
        this.dispatcher = new Dispatcher(services.balancer(), runtimes);
        this.waits = new BlockingWait(vertx, services.activations());
        ChainSteps steps = new ChainSteps(vertx, dispatcher, waits, patience);
        this.chains = new Chains(access, steps, records, services.underway(), mostActions);
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
        return start(transaction, caller, stored, place, payload, query.blocking())
                .thenCompose(started -> outcome(started, caller, query));
    }

    private CompletionStage<Started> start(
            TransactionId transaction,
            Identity caller,
            Stored<Action> stored,
            Place place,
            ObjectNode payload,
            boolean blocking) {
        Arguments arguments = Arguments.of(place.parameters(), stored.value(), payload);
        Invocation invocation = new Invocation(transaction, caller, stored, place, blocking, Optional.empty());
        if (Chains.isConductor(stored.value())) {
            return dispatcher
                    .requireRunnable(stored.value().exec().kind())
                    .thenCompose(runnable -> chains.start(invocation, payload));
        }
        return stored.value().exec() instanceof SequenceExec
                ? chains.start(invocation, payload)
                : dispatcher.dispatch(invocation, arguments);
    }

    private CompletionStage<Invoked> outcome(Started started, Identity caller, InvokeQuery query) {
        CompletionStage<Optional<Activation>> ended = query.blocking()
                ? waits.activation(started, caller.namespace(), query.timeout())
                : started.publication().accepted().thenApply(accepted -> Optional.empty());
        return ended.thenApply(record -> new Invoked(started.id(), record));
    }
}
