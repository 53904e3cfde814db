package org.whirl.invoker;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.LimitBounds;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.MessagingProvider.Delivery;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.store.ActivationStore;
import org.whirl.spi.store.Stored;

/** Takes activations from the bus and sees each of them through to its record. */
final class Invoker {
    private static final Logger log = LoggerFactory.getLogger(Invoker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final long SETTLING_CHECK_MILLIS = 50;

    private final PoolTools tools;
    private final ContainerPool pool;
    private final RuntimeCatalog catalog;
    private final Supplier<ActivationStore> activations;
    private final long created = System.nanoTime();
    private final AtomicInteger active = new AtomicInteger();

    Invoker(PoolTools tools, ContainerPool pool, RuntimeCatalog catalog, Supplier<ActivationStore> activations) {
        this.tools = tools;
        this.pool = pool;
        this.catalog = catalog;
        this.activations = activations;
    }

    /** Activations taken and not done. */
    int active() {
        return active.get();
    }

    /** Handles a message; the stage completes when its record is stored. */
    CompletionStage<Void> handle(Delivery delivery) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!(delivery.message() instanceof ActivationMessage message)) {
            log.warn("A message that is no activation was dropped");
            done.complete(null);
            return done;
        }
        active.incrementAndGet();
        done.whenComplete((nothing, failure) -> active.decrementAndGet());
        tools.context().runOnContext(nothing -> accept(message, delivery.repeated(), done));
        return done;
    }

    private void accept(ActivationMessage message, boolean repeated, CompletableFuture<Void> done) {
        if (!repeated) {
            start(message, done);
            return;
        }
        tools.services()
                .call(activations, store -> store.get(message.user().namespace(), message.activationId()), PATIENCE)
                .onSuccess(record -> {
                    if (record.isPresent()) {
                        tools.reporter().alreadyRun(message);
                        done.complete(null);
                    } else {
                        start(message, done);
                    }
                })
                .onFailure(failure -> fail(message, done, internal("Action could not be fetched.")));
    }

    private void start(ActivationMessage message, CompletableFuture<Void> done) {
        Future<Stored<Action>> loaded = tools.loader().load(message);
        loaded.onSuccess(action -> start(message, action, done))
                .onFailure(failure -> fail(message, done, unloadable(failure)));
    }

    private void start(ActivationMessage message, Stored<Action> stored, CompletableFuture<Void> done) {
        Action action = stored.value();
        String kind = action.exec().kind();
        Optional<RuntimeManifest> runtime = catalog.find(kind);
        if (runtime.isEmpty() && !kind.equals(Exec.BLACKBOX)) {
            // Right after the start, work of an earlier run may be there before the runtimes are.
            if (System.nanoTime() - created < SETTLING.toNanos()) {
                tools.vertx().setTimer(SETTLING_CHECK_MILLIS, id -> start(message, stored, done));
                return;
            }
            fail(message, done, internal("The runtime '" + kind + "' is not available at this invoker."));
            return;
        }
        if (action.limits().memory() > tools.settings().id().userMemory()) {
            fail(message, done, internal("Failed to provision resources to run the action."));
            return;
        }
        try {
            requireBounds(message.user().limits(), action.limits());
        } catch (WhirlException e) {
            fail(message, done, ActivationResponse.failure(Outcome.APPLICATION_ERROR, e.getMessage()));
            return;
        }
        WarmKey key = new WarmKey(
                message.user().namespace(), action.fullyQualifiedName(), stored.revision(), message.binding());
        pool.run(new Job(message, action, runtime, key, 0, done));
    }

    /** An action may be older than the limits of its namespace, or belong to another one (contract: REST API, 6.4). */
    private static void requireBounds(NamespaceLimits namespace, ActionLimits action) {
        LimitBounds bounds = LimitBounds.NONE.within(namespace);
        bounds.requireTimeout(action.timeout());
        bounds.requireMemory(action.memory());
        bounds.requireConcurrency(action.concurrency());
        bounds.requireLogs(action.logs());
    }

    private void fail(ActivationMessage message, CompletableFuture<Void> done, ActivationResponse response) {
        tools.reporter().failed(message, Records.ofUnstarted(message, response), done);
    }

    private static ActivationResponse internal(String message) {
        return ActivationResponse.failure(Outcome.INTERNAL_ERROR, message);
    }

    /** What an action that cannot be read means for its activation (contract: invoker and messaging, 5.2). */
    static ActivationResponse unloadable(Throwable failure) {
        if (failure instanceof WhirlException known && known.kind() == WhirlException.Kind.NOT_FOUND) {
            return ActivationResponse.failure(
                    Outcome.APPLICATION_ERROR, "Action could not be found or may have been deleted.");
        }
        if (failure instanceof WhirlException known && known.kind() == WhirlException.Kind.CONFLICT) {
            return internal("Action version is not compatible and cannot be invoked.");
        }
        log.warn("An action could not be read", failure);
        return internal("Action could not be fetched.");
    }
}
