package org.whirl.container.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.container.process.Interpreters.Finding;
import org.whirl.container.process.Launches.Launch;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.container.OutputListener;
import org.whirl.spi.container.OutputStreamName;
import org.whirl.spi.runtime.ProcessRecipe;
import org.whirl.spi.runtime.RuntimeManifest;

/** Starts containers and keeps the list of those that live. */
final class ProcessContainers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProcessContainers.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 2;
    private static final String SHUTTING_DOWN = "process containers are shutting down";

    private final Settings settings;
    private final Starter starter = new Starter();
    private final Clock clock = new Clock();
    private final Workers workers = new Workers("worker", 4);
    private final Workers checkers = new Workers("check", 1);
    private final Launcher launcher = new Launcher();
    private final Set<ProcessContainer> living = ConcurrentHashMap.newKeySet();
    private final Places places;
    private final Sandbox sandbox;
    private final Interpreters interpreters;
    private final Launches launches;
    private final Addresses addresses;
    private final Admission admission;
    private final Readiness readiness;
    private volatile boolean closed;

    ProcessContainers(Settings settings, Places places, Optional<Sandbox> given) {
        this.settings = settings;
        this.places = places;
        this.addresses = new Addresses(ProcessHandle.current().pid(), settings.port());
        this.admission = new Admission(settings.concurrentStarts(), settings.waitingStarts());
        this.readiness = new Readiness(clock, settings.startTimeout());
        Trial trial = new Trial(places, addresses, launcher, starter, clock, settings.startTimeout());
        try {
            this.sandbox = given.orElseGet(() -> Sandboxes.strongest(settings, trial, places.memoryLimit()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        this.interpreters = new Interpreters(sandbox, trial);
        this.launches = new Launches(sandbox, places, addresses, launcher);
    }

    CompletableFuture<Container> create(ContainerRequest request) {
        if (closed) {
            return failed(SHUTTING_DOWN);
        }
        Optional<ProcessRecipe> recipe = request.runtime().flatMap(RuntimeManifest::process);
        if (recipe.isEmpty()) {
            return CompletableFuture.failedFuture(new ContainerException(
                    Fault.DEVELOPER,
                    "image '" + request.image() + "' needs Docker; this platform runs containers as processes, which"
                            + " cannot run images",
                    null));
        }
        CompletableFuture<Container> result = new CompletableFuture<>();
        // The callers' reactions must not hold up the clock.
        admission
                .admit(() -> interpreter(recipe.get())
                        .thenCompose(interpreter -> attempt(request, recipe.get(), interpreter, 1)))
                .whenCompleteAsync(
                        (container, failure) -> {
                            if (failure == null) {
                                result.complete(container);
                            } else {
                                result.completeExceptionally(plain(failure));
                            }
                        },
                        workers);
        return result;
    }

    CompletableFuture<Optional<String>> prepare(RuntimeManifest manifest) {
        if (manifest.process().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(
                    "kind " + manifest.kind() + " needs a container image; process containers cannot run images"));
        }
        return find(manifest.process().get())
                .thenApply(finding ->
                        finding.path().isPresent() ? Optional.<String>empty() : Optional.of(finding.reason()))
                .exceptionally(failure -> Optional.of(plain(failure).getMessage()));
    }

    private CompletableFuture<String> interpreter(ProcessRecipe recipe) {
        return interpreters
                .known(recipe)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> find(recipe))
                .thenApply(finding -> finding.path().orElseThrow(() -> platform(finding.reason(), null)));
    }

    private CompletableFuture<Finding> find(ProcessRecipe recipe) {
        CompletableFuture<Finding> found = new CompletableFuture<>();
        checkers.execute(() -> {
            try {
                found.complete(interpreters.find(recipe));
            } catch (IOException | RuntimeException e) {
                found.completeExceptionally(platform("cannot look for an interpreter: " + e.getMessage(), e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                found.completeExceptionally(platform(SHUTTING_DOWN, e));
            }
        });
        return found;
    }

    private CompletableFuture<Container> attempt(
            ContainerRequest request, ProcessRecipe recipe, String interpreter, int number) {
        return starter.submit(() -> start(request, recipe, interpreter)).thenCompose(container -> readiness
                .await(container.address(), container::isAlive)
                .thenCompose(result -> switch (result) {
                    case READY -> CompletableFuture.completedFuture(container);
                    case ENDED -> container
                            .destroy()
                            .thenCompose(gone -> number < ATTEMPTS
                                    // Most likely somebody was faster to listen at its address.
                                    ? attempt(request, recipe, interpreter, number + 1)
                                    : failed("its proxy ended before it took connections: " + container.firstWords()));
                    case LATE -> container
                            .destroy()
                            .thenCompose(gone -> failed("its proxy took no connections within "
                                    + settings.startTimeout().toMillis() + " ms"));
                }));
    }

    /** Runs on the starter's thread. */
    private ProcessContainer start(ContainerRequest request, ProcessRecipe recipe, String interpreter) {
        if (closed) {
            throw platform(SHUTTING_DOWN, null);
        }
        try {
            return adopt(launches.launch(request, recipe, interpreter), request.output());
        } catch (IOException | RuntimeException e) {
            throw platform("a process cannot be started: " + e.getMessage(), e);
        }
    }

    /** From here on whatever happens to the process is the container's business. */
    private ProcessContainer adopt(Launch launch, OutputListener output) {
        String id = launch.place().id();
        Process process = launch.process();
        List<OutputReader> readers = List.of(
                new OutputReader(id, OutputStreamName.STDOUT, process.getInputStream(), output),
                new OutputReader(id, OutputStreamName.STDERR, process.getErrorStream(), output));
        ProcessContainer container = new ProcessContainer(
                launch.place(), launch.lease().address(), process, sandbox, readers, clock, workers);
        living.add(container);
        container.watch(() -> {
            launches.release(launch);
            living.remove(container);
        });
        return container;
    }

    private static ContainerException plain(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof ContainerException known
                ? known
                : platform("a container cannot be started: " + cause.getMessage(), cause);
    }

    private static <T> CompletableFuture<T> failed(String message) {
        return CompletableFuture.failedFuture(platform(message, null));
    }

    private static ContainerException platform(String message, Throwable cause) {
        return new ContainerException(Fault.PLATFORM, message, cause);
    }

    /** What keeps containers apart. */
    Sandbox sandbox() {
        return sandbox;
    }

    /** Ends all containers and waits for it, so that nothing is left when the bundle is gone. */
    @Override
    public void close() {
        closed = true;
        try {
            // What is being started now has entered the list after this.
            starter.submit(() -> true).get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
            CompletableFuture<?>[] ends =
                    living.stream().map(ProcessContainer::destroy).toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(ends).get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Not all containers have ended", e);
        }
        checkers.close();
        workers.close();
        clock.close();
        starter.close();
        places.close();
    }
}
