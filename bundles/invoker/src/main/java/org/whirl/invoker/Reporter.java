package org.whirl.invoker;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.messaging.AcknowledgementMessage;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.messaging.MessagingProvider;
import org.whirl.spi.store.ActivationStore;

/** Tells controllers how activations ended, and stores their records. */
final class Reporter {
    private static final Logger log = LoggerFactory.getLogger(Reporter.class);

    /** How long a record waits for its store before it is given up. */
    private static final Duration STORE_PATIENCE = Duration.ofMinutes(10);

    private static final Duration SEND_PATIENCE = Duration.ofMinutes(1);

    private final InvokerId invoker;
    private final MessagingProvider messaging;
    private final Services services;
    private final Supplier<ActivationStore> store;

    Reporter(InvokerId invoker, MessagingProvider messaging, Services services, Supplier<ActivationStore> store) {
        this.invoker = invoker;
        this.messaging = messaging;
        this.services = services;
        this.store = store;
    }

    /** The run has ended, its log may not be complete: a caller who waits gets the result now. */
    void result(ActivationMessage message, Activation activation) {
        if (message.blocking()) {
            send(message, true, Optional.of(activation), Optional.empty(), false);
        }
    }

    /** The log is complete: the slot is free, and the record can be stored. */
    void complete(Job job, Activation activation, List<String> logs) {
        send(job.message(), false, Optional.empty(), Optional.of(invoker), isSystemError(activation));
        store(job.message(), activation.withLogs(logs))
                .onComplete(stored -> job.done().complete(null));
    }

    /** An activation that never ran: result and slot in one message. */
    void failed(ActivationMessage message, Activation activation, CompletableFuture<Void> done) {
        send(message, true, Optional.of(activation), Optional.of(invoker), isSystemError(activation));
        store(message, activation).onComplete(stored -> done.complete(null));
    }

    /** An activation of an earlier run whose record is there: only the slot is to be freed. */
    void alreadyRun(ActivationMessage message) {
        send(message, false, Optional.empty(), Optional.of(invoker), false);
    }

    private static boolean isSystemError(Activation activation) {
        return activation.response().outcome() == Outcome.INTERNAL_ERROR;
    }

    private void send(
            ActivationMessage message,
            boolean result,
            Optional<Activation> activation,
            Optional<InvokerId> freed,
            boolean systemError) {
        AcknowledgementMessage acknowledgement = new AcknowledgementMessage(
                message.transaction(),
                message.activationId(),
                result,
                message.blocking() ? activation : Optional.empty(),
                freed,
                systemError);
        services.call(
                        () -> messaging,
                        bus -> bus.send("completed" + message.controller(), acknowledgement),
                        SEND_PATIENCE)
                .onFailure(e -> log.error("Activation {} could not be acknowledged", message.activationId(), e));
    }

    private Future<Void> store(ActivationMessage message, Activation activation) {
        if (!message.user().limits().storeActivations().orElse(true)) {
            return Future.succeededFuture();
        }
        return services.call(store, target -> target.put(activation), STORE_PATIENCE)
                .onFailure(e -> log.error("The record of activation {} is lost", activation.activationId(), e));
    }
}
