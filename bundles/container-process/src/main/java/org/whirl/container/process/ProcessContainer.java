package org.whirl.container.process;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.Container;

/** One sandboxed process with its children. Whatever ends it, all that belongs to it is removed then. */
final class ProcessContainer implements Container {
    private static final Logger log = LoggerFactory.getLogger(ProcessContainer.class);
    private static final Duration LAST_OUTPUT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Place place;
    private final InetSocketAddress address;
    private final Process process;
    private final Sandbox sandbox;
    private final List<OutputReader> readers;
    private final Clock clock;
    private final Executor workers;
    private final AtomicBoolean destroying = new AtomicBoolean();
    private final CompletableFuture<Exit> exited = new CompletableFuture<>();
    private final CompletableFuture<Void> cleaned = new CompletableFuture<>();

    ProcessContainer(
            Place place,
            InetSocketAddress address,
            Process process,
            Sandbox sandbox,
            List<OutputReader> readers,
            Clock clock,
            Executor workers) {
        this.place = place;
        this.address = address;
        this.process = process;
        this.sandbox = sandbox;
        this.readers = readers;
        this.clock = clock;
        this.workers = workers;
    }

    /** Begins to read its output and to watch for its end, after which it removes what belongs to it. */
    void watch(Runnable cleanUp) {
        process.onExit().thenRunAsync(() -> ended(cleanUp), workers);
        try {
            readers.forEach(OutputReader::start);
        } catch (IllegalStateException e) {
            destroy();
            throw e;
        }
    }

    @Override
    public String id() {
        return place.id();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public CompletionStage<Void> pause() {
        return command("pause");
    }

    @Override
    public CompletionStage<Void> resume() {
        return command("resume");
    }

    @Override
    public CompletionStage<Void> destroy() {
        if (destroying.compareAndSet(false, true) && process.isAlive()) {
            workers.execute(() -> sandbox.end(place, process));
            clock.schedule(PATIENCE, this::insist);
        }
        return cleaned.copy();
    }

    @Override
    public CompletionStage<Exit> exited() {
        return exited.copy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it said first on its error stream, else on the other one. */
    String firstWords() {
        return readers.stream()
                .map(OutputReader::beginning)
                .filter(text -> !text.isEmpty())
                .reduce((output, error) -> error)
                .orElse("it said nothing, exit code " + process.exitValue());
    }

    private void insist() {
        if (process.isAlive()) {
            log.warn("Container {} does not end, so its outer process is killed", id());
            process.destroyForcibly();
        }
    }

    private CompletionStage<Void> command(String word) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!sandbox.freezes() || !process.isAlive()) {
            return CompletableFuture.completedFuture(null);
        }
        workers.execute(() -> {
            try {
                OutputStream input = process.getOutputStream();
                input.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
                input.flush();
            } catch (IOException e) {
                log.debug("Container {} has ended", id(), e);
            } finally {
                done.complete(null);
            }
        });
        return done;
    }

    private void ended(Runnable cleanUp) {
        sandbox.sweep(place, process);
        Exit exit = place.group().ranOutOfMemory() ? Exit.OUT_OF_MEMORY : Exit.ENDED;
        CompletableFuture<?>[] drained =
                readers.stream().map(OutputReader::drained).toArray(CompletableFuture<?>[]::new);
        // A listener that does not take the last output must not keep the end a secret.
        CompletableFuture.anyOf(CompletableFuture.allOf(drained), clock.after(LAST_OUTPUT))
                .thenRunAsync(() -> finish(exit, cleanUp), workers);
    }

    private void finish(Exit exit, Runnable cleanUp) {
        exited.complete(exit);
        readers.forEach(OutputReader::stop);
        try {
            cleanUp.run();
        } finally {
            cleaned.complete(null);
        }
    }
}
