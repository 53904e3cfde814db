package org.whirl.controller.invoke;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.Services;
import org.whirl.controller.Underway;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.json.ActivationJson;
import org.whirl.spi.json.Json;
import org.whirl.spi.store.ActivationStore;

/**
 * Stores the records that the controller itself makes: those of sequences, compositions and triggers. While the store is
 * away they wait in memory, for a bounded time and up to a bounded size.
 */
public final class RecordKeeper {
    private static final Logger log = LoggerFactory.getLogger(RecordKeeper.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5000;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long MOST_WAITING_BYTES = 64L * 1024 * 1024;

    private final Vertx vertx;
    private final ServiceHolder<ActivationStore> activations;
    private final Underway underway;
    private final AtomicLong waitingBytes = new AtomicLong();

    /** Writes to the store of the moment. */
    public RecordKeeper(Vertx vertx, Services services) {
        this.vertx = vertx;
        this.activations = services.activations();
        this.underway = services.underway();
    }

    /** Stores a record, now or later, unless its namespace keeps none. */
    public void keep(Identity caller, Activation activation) {
        if (!caller.limits().storeActivations().orElse(true)) {
            return;
        }
        underway.begin();
        activations.call(store -> store.put(activation)).whenComplete((done, failure) -> {
            if (failure == null) {
                underway.end();
            } else {
                log.warn("The record of activation {} waits for its store", activation.activationId(), failure);
                await(activation);
            }
        });
    }

    private void await(Activation activation) {
        long size = Json.bytes(ActivationJson.writeDocument(activation)).length;
        if (waitingBytes.addAndGet(size) > MOST_WAITING_BYTES) {
            finish(size);
            log.error("The record of activation {} is lost: too many wait for the store", activation.activationId());
            return;
        }
        retry(activation, size, FIRST_PAUSE_MILLIS, System.nanoTime() + PATIENCE_NANOS);
    }

    private void finish(long size) {
        waitingBytes.addAndGet(-size);
        underway.end();
    }

    private void retry(Activation activation, long size, long pause, long deadline) {
        vertx.setTimer(
                pause, later -> activations.call(store -> store.put(activation)).whenComplete((done, failure) -> {
                    if (failure == null) {
                        finish(size);
                    } else if (System.nanoTime() - deadline < 0) {
                        retry(activation, size, Math.min(2 * pause, LONGEST_PAUSE_MILLIS), deadline);
                    } else {
                        finish(size);
                        log.error("The record of activation {} is lost", activation.activationId(), failure);
                    }
                }));
    }
}
