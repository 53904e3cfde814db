package org.whirl.controller.invoke;

import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.controller.ServiceHolder;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.store.ActivationStore;

/**
 * Waits for the end of an activation as long as its caller wants. Where the end comes without the record, the record is
 * looked for in the store.
 */
final class BlockingWait {
    private static final Logger log = LoggerFactory.getLogger(BlockingWait.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5000;

    private final Vertx vertx;
    private final ServiceHolder<ActivationStore> activations;

    BlockingWait(Vertx vertx, ServiceHolder<ActivationStore> activations) {
        this.vertx = vertx;
        this.activations = activations;
    }

    /** The record; absent when it takes longer. Fails when the activation is not accepted. */
    CompletionStage<Optional<Activation>> activation(Started started, String namespace, long timeout) {
        CompletableFuture<Optional<Activation>> ended = new CompletableFuture<>();
        Publication publication = started.publication();
        publication.accepted().whenComplete((accepted, failure) -> {
            if (failure != null) {
                ended.completeExceptionally(failure);
            }
        });
        Search search = new Search(ended, namespace, started.id());
        publication.result().whenComplete((result, failure) -> {
            if (failure == null && result.isPresent()) {
                ended.complete(result);
            } else {
                search.look(FIRST_PAUSE_MILLIS);
            }
        });
        if (!ended.isDone()) {
            long timer = vertx.setTimer(timeout, expired -> ended.complete(Optional.empty()));
            ended.whenComplete((done, failure) -> vertx.cancelTimer(timer));
        }
        return ended;
    }

    /** What the store has of an activation that was not heard of; empty also when the store cannot be asked. */
    CompletionStage<Optional<Activation>> lastLook(String namespace, ActivationId id) {
        return activations
                .<Optional<Activation>>call(store -> store.get(namespace, id))
                .exceptionally(failure -> Optional.empty());
    }

    /** Looks for one record, less and less often, until its caller has an answer. */
    private final class Search {
        private final CompletableFuture<Optional<Activation>> ended;
        private final String namespace;
        private final ActivationId id;

        private Search(CompletableFuture<Optional<Activation>> ended, String namespace, ActivationId id) {
            this.ended = ended;
            this.namespace = namespace;
            this.id = id;
        }

        private void look(long pause) {
            if (ended.isDone()) {
                return;
            }
            activations
                    .<Optional<Activation>>call(store -> store.get(namespace, id))
                    .whenComplete((record, failure) -> {
                        if (failure != null) {
                            log.debug("activation {} could not be looked for", id, failure);
                        }
                        if (failure == null && record.isPresent()) {
                            ended.complete(record);
                        } else {
                            vertx.setTimer(pause, later -> look(Math.min(2 * pause, LONGEST_PAUSE_MILLIS)));
                        }
                    });
        }
    }
}
