package org.whirl.invoker;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerFactory;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.runtime.RuntimeManifest;

/** What every container of the pool works with. */
record PoolTools(
        Vertx vertx,
        Context context,
        Settings settings,
        ContainerClient client,
        Reporter reporter,
        ActionLoader loader,
        Services services,
        Supplier<ContainerFactory> factory) {
    /** Longest wait for a container that was told to end (contract: action runtime, 4.5). */
    private static final long END_MILLIS = 2_000;

    /** Silence after which missing sentinels are given up (contract: invoker and messaging, 8.1). */
    private static final long LOG_SILENCE_MILLIS = 2_000;

    private static final int LEAST_LOG_MEGABYTES = 5;

    /** Time given to the last output of a container that marks no ends. */
    private static final long UNMARKED_GRACE_MILLIS = 20;

    private static final Duration FACTORY_PATIENCE = Duration.ofSeconds(5);

    /** The outcome of a stage, on the pool's event loop. */
    <T> Future<T> onLoop(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, context);
    }

    /** Starts a container, waiting for the technology when it is just being exchanged. */
    Future<Container> createContainer(ContainerRequest request) {
        return services.call(factory, technology -> technology.create(request), FACTORY_PATIENCE);
    }

    /** The environment of a container, beyond what its technology adds. */
    Map<String, String> environment(Optional<RuntimeManifest> runtime) {
        boolean concurrent = runtime.map(RuntimeManifest::concurrent).orElse(true);
        return concurrent
                ? Map.of("__OW_API_HOST", settings.apiHost(), "__OW_ALLOW_CONCURRENT", "true")
                : Map.of("__OW_API_HOST", settings.apiHost());
    }

    /** How a container ended, or empty when it takes too long. */
    Future<Optional<Container.Exit>> within(Future<Container.Exit> exited) {
        Promise<Optional<Container.Exit>> promise = Promise.promise();
        long timer = vertx.setTimer(END_MILLIS, id -> promise.tryComplete(Optional.empty()));
        exited.onComplete(result -> {
            vertx.cancelTimer(timer);
            promise.tryComplete(Optional.ofNullable(result.result()));
        });
        return promise.future();
    }

    /** Waits for both sentinels as long as something comes; answers whether they came. */
    Future<Boolean> awaitLog(LogCollector collector, ActivationLog log, int limitMegabytes) {
        if (log.complete().isDone()) {
            return Future.succeededFuture(true);
        }
        Promise<Boolean> promise = Promise.promise();
        long[] seen = {collector.pieces(log)};
        long deadline = System.nanoTime()
                + Duration.ofSeconds(2L * Math.max(limitMegabytes, LEAST_LOG_MEGABYTES))
                        .toNanos();
        long timer = vertx.setPeriodic(LOG_SILENCE_MILLIS, id -> {
            long now = collector.pieces(log);
            if (now == seen[0] || System.nanoTime() > deadline) {
                promise.tryComplete(false);
                collector.abandon(log, ActivationLog.INCOMPLETE);
            }
            seen[0] = now;
        });
        onLoop(log.complete()).onComplete(lines -> {
            vertx.cancelTimer(timer);
            promise.tryComplete(true);
        });
        return promise.future();
    }

    /** Runs something when the last output of a container that marks no ends has had its time. */
    void afterGrace(Runnable task) {
        vertx.setTimer(UNMARKED_GRACE_MILLIS, id -> task.run());
    }
}
