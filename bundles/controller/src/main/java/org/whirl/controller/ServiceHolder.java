package org.whirl.controller;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

/**
 * A service that comes and goes while requests are under way. Who calls it while it is away waits for its successor,
 * for a bounded time and in a bounded queue, and is then refused with {@code UNAVAILABLE}.
 */
public final class ServiceHolder<T> {
    private final String name;
    private final Vertx vertx;
    private final long waitMillis;
    private final int mostWaiting;
    private final Queue<CompletableFuture<T>> waiting = new ArrayDeque<>();
    private volatile T service;

    /** The name is what callers read when the service stays away. */
    public ServiceHolder(String name, Vertx vertx, long waitMillis, int mostWaiting) {
        this.name = name;
        this.vertx = vertx;
        this.waitMillis = waitMillis;
        this.mostWaiting = mostWaiting;
    }

    /** The service, if it is here now. */
    public Optional<T> current() {
        return Optional.ofNullable(service);
    }

    /** Calls the service, at once or when it is back. Failures of any sort are in the stage. */
    public <R> CompletionStage<R> call(Function<? super T, ? extends CompletionStage<R>> use) {
        T present = service;
        if (present == null) {
            return await().thenCompose(use);
        }
        try {
            return use.apply(present);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The service is here, or replaced by another. */
    public void bind(T newcomer) {
        List<CompletableFuture<T>> waiters;
        synchronized (waiting) {
            service = newcomer;
            waiters = new ArrayList<>(waiting);
            waiting.clear();
        }
        waiters.forEach(waiter -> waiter.complete(newcomer));
    }

    /** The service is gone, unless another has taken its place already. */
    public void unbind(T leaver) {
        synchronized (waiting) {
            if (service == leaver) {
                service = null;
            }
        }
    }

    private CompletionStage<T> await() {
        CompletableFuture<T> waiter = new CompletableFuture<>();
        synchronized (waiting) {
            if (service != null) {
                return CompletableFuture.completedFuture(service);
            }
            if (waiting.size() >= mostWaiting) {
                return CompletableFuture.failedFuture(away());
            }
            waiting.add(waiter);
        }
        long timer = vertx.setTimer(waitMillis, id -> giveUp(waiter));
        return waiter.whenComplete((result, failure) -> vertx.cancelTimer(timer));
    }

    private void giveUp(CompletableFuture<T> waiter) {
        synchronized (waiting) {
            waiting.remove(waiter);
        }
        waiter.completeExceptionally(away());
    }

    private WhirlException away() {
        return new WhirlException(
                Kind.UNAVAILABLE, "The " + name + " is not available at the moment. Try again in a few seconds.");
    }
}
