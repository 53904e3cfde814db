package org.whirl.container.docker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.container.docker.ContainerStart.ImageGoneException;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.runtime.RuntimeManifest;

/** Takes wishes for containers, and waits for the Engine where it is away. */
final class DockerContainers implements AutoCloseable {
    /** Label by which an instance finds its containers again. */
    static final String INSTANCE_LABEL = "org.whirl.instance";

    private static final Logger log = LoggerFactory.getLogger(DockerContainers.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);
    private static final int OPERATIONS = 8;
    private static final int MOST_WAITING = 100_000;
    private static final int IMAGE_OPERATIONS = 2;

    private final Settings settings;
    private final Clock clock = new Clock();
    private final Workers operations = new Workers("operation", OPERATIONS, MOST_WAITING);
    private final Workers imageOperations = new Workers("image", IMAGE_OPERATIONS, MOST_WAITING);
    private final Workers starts;
    private final Engine engine;
    private final Living living;
    private final ContainerNetwork network;
    private final EngineWatch watch;
    private final ImageStore images;
    private final ContainerStart start;

    DockerContainers(Settings settings) {
        this.settings = settings;
        Map<String, String> labels = Map.of(INSTANCE_LABEL, settings.instance());
        starts = new Workers("start", settings.concurrentStarts(), settings.waitingStarts());
        engine = new Engine(settings.host());
        living = new Living(engine, labels, operations, clock);
        network = new ContainerNetwork(engine, settings, labels, Commands.system());
        images = new ImageStore(new Images(engine, settings), settings, imageOperations);
        start = new ContainerStart(engine, settings, network, labels, living);
        watch = new EngineWatch(engine, labels, living::hear, () -> {
            living.recheck();
            network.ensure();
        });
        watch.start();
    }

    CompletableFuture<Container> create(ContainerRequest request) {
        long deadline = System.nanoTime() + settings.engineWait().toNanos();
        CompletableFuture<Container> result = new CompletableFuture<>();
        // The callers' reactions must not hold up those who start containers.
        attempt(request, deadline, true)
                .whenCompleteAsync(
                        (container, failure) -> {
                            if (failure == null) {
                                result.complete(container);
                            } else {
                                result.completeExceptionally(known(failure));
                            }
                        },
                        operations);
        return result;
    }

    private CompletableFuture<DockerContainer> attempt(ContainerRequest request, long deadline, boolean again) {
        Duration patience = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return watch.available(patience)
                .thenCompose(nothing -> images.ready(request))
                .thenCompose(facts -> starts.submit(() -> start.start(request, facts)))
                .handle((container, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(container);
                    }
                    Throwable cause = plain(failure);
                    if (cause instanceof ImageGoneException && again) {
                        images.forget(request.image());
                        return attempt(request, deadline, false);
                    }
                    if (Engine.isAway(cause)
                            && !(cause instanceof ContainerException)
                            && System.nanoTime() < deadline) {
                        return clock.after(BETWEEN_ATTEMPTS).thenCompose(nothing -> attempt(request, deadline, again));
                    }
                    return CompletableFuture.<DockerContainer>failedFuture(cause);
                })
                .thenCompose(stage -> stage);
    }

    /** Waits for the Engine as long as it takes: a kind is not unavailable because the Engine starts later. */
    CompletableFuture<Optional<String>> prepare(RuntimeManifest manifest) {
        return watch.available()
                .thenCompose(nothing -> images.ready(manifest))
                .handle((facts, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(Optional.<String>empty());
                    }
                    Throwable cause = plain(failure);
                    if (Engine.isAway(cause) && !(cause instanceof ContainerException)) {
                        return clock.after(BETWEEN_ATTEMPTS).thenCompose(nothing -> prepare(manifest));
                    }
                    return CompletableFuture.completedFuture(
                            Optional.of(known(cause).getMessage()));
                })
                .thenCompose(stage -> stage);
    }

    private static Throwable plain(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static ContainerException known(Throwable failure) {
        Throwable cause = plain(failure);
        return cause instanceof ContainerException exception
                ? exception
                : new ContainerException(
                        Fault.PLATFORM, "a container cannot be started: " + Engine.problem(cause), cause);
    }

    /** Ends all containers and waits for it, so that nothing is left when the bundle is gone. */
    @Override
    public void close() {
        boolean there = watch.isAvailable();
        watch.close();
        starts.close();
        imageOperations.close();
        if (there) {
            living.destroyAll();
            network.remove();
        } else {
            log.warn("What is left of containers is removed at the next start, since the Docker Engine is away");
        }
        operations.close();
        clock.close();
        engine.close();
    }
}
