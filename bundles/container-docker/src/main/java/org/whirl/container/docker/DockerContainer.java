package org.whirl.container.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;

/** One container of the Engine. Whatever ends it, it is removed then. */
final class DockerContainer implements Container {
    private static final Logger log = LoggerFactory.getLogger(DockerContainer.class);
    private static final int KILLED = 137;
    private static final Duration LAST_OUTPUT = Duration.ofMillis(200);
    private static final Duration END_AFTER_OUTPUT = Duration.ofMillis(500);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);
    private static final int ATTEMPTS = 5;

    private final String name;
    private final String engineId;
    private final InetSocketAddress address;
    private final Engine engine;
    private final Output output;
    private final Workers workers;
    private final Clock clock;
    private final Runnable gone;
    private final AtomicBoolean removing = new AtomicBoolean();
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private final CompletableFuture<Exit> exited = new CompletableFuture<>();
    private final CompletableFuture<Void> removed = new CompletableFuture<>();
    private volatile boolean outOfMemory;
    private volatile int exitCode;

    /**
     * A container that was made and not started.
     *
     * @param gone called when it was removed
     */
    DockerContainer(
            String name,
            String engineId,
            InetSocketAddress address,
            Engine engine,
            Output output,
            Workers workers,
            Clock clock,
            Runnable gone) {
        this.name = name;
        this.engineId = engineId;
        this.address = address;
        this.engine = engine;
        this.output = output;
        this.workers = workers;
        this.clock = clock;
        this.gone = gone;
        output.drained().thenRun(() -> clock.schedule(END_AFTER_OUTPUT, this::missEnd));
    }

    @Override
    public String id() {
        return name;
    }

    String engineId() {
        return engineId;
    }

    Output output() {
        return output;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public CompletionStage<Void> pause() {
        return command(
                "paused", () -> engine.commands().pauseContainerCmd(engineId).exec());
    }

    @Override
    public CompletionStage<Void> resume() {
        return command(
                "resumed", () -> engine.commands().unpauseContainerCmd(engineId).exec());
    }

    @Override
    public CompletionStage<Void> destroy() {
        if (removing.compareAndSet(false, true)) {
            workers.execute(() -> remove(1));
        }
        return removed.copy();
    }

    @Override
    public CompletionStage<Exit> exited() {
        return exited.copy();
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** The exit code, once it has ended. */
    int exitCode() {
        return exitCode;
    }

    /** What it said first. */
    String firstWords() {
        String words = output.beginning();
        return words.isEmpty() ? "it said nothing, exit code " + exitCode : words;
    }

    /** The Engine says that it has ended. */
    void died(int code) {
        exitCode = code;
        if (outOfMemory || code != KILLED || removing.get()) {
            end();
        } else {
            workers.execute(() -> askForReason(1));
        }
    }

    /** The Engine says that a process in it was ended for want of memory; none of the others shall go on without it. */
    void outOfMemory() {
        outOfMemory = true;
        workers.execute(() -> {
            try {
                engine.commands().killContainerCmd(engineId).exec();
            } catch (RuntimeException e) {
                log.debug("Container {} has ended by itself", name, e);
            }
        });
    }

    /** Finds out how it is, after events may have been missed. */
    void recheck() {
        workers.execute(this::check);
    }

    private void check() {
        if (ended.isDone()) {
            return;
        }
        try {
            ContainerState state =
                    engine.commands().inspectContainerCmd(engineId).exec().getState();
            if (!Boolean.TRUE.equals(state.getRunning())) {
                outOfMemory |= Boolean.TRUE.equals(state.getOOMKilled());
                died(
                        state.getExitCodeLong() == null
                                ? 0
                                : state.getExitCodeLong().intValue());
            } else if (output.drained().isDone()) {
                log.warn("Container {} is ended, because its output can no longer be followed", name);
                end();
            }
        } catch (NotFoundException e) {
            end();
        } catch (RuntimeException e) {
            log.warn("Container {} is given up: {}", name, Engine.problem(e));
            end();
        }
    }

    /** Its output has ended a while ago. */
    private void missEnd() {
        if (!ended.isDone() && !removing.get()) {
            recheck();
        }
    }

    /** The news of the memory may come a little later than that of the end. */
    private void askForReason(int attempt) {
        try {
            outOfMemory |= Boolean.TRUE.equals(engine.commands()
                    .inspectContainerCmd(engineId)
                    .exec()
                    .getState()
                    .getOOMKilled());
        } catch (RuntimeException e) {
            log.debug("Container {} cannot be asked for its end", name, e);
        }
        if (outOfMemory || attempt == ATTEMPTS || removing.get()) {
            end();
        } else {
            clock.schedule(Duration.ofMillis(10L << attempt), () -> workers.execute(() -> askForReason(attempt + 1)));
        }
    }

    private void end() {
        Exit exit = outOfMemory ? Exit.OUT_OF_MEMORY : Exit.ENDED;
        if (ended.complete(exit)) {
            // A listener that does not take the last output must not keep the end a secret.
            CompletableFuture.anyOf(output.drained(), clock.after(LAST_OUTPUT))
                    .thenRunAsync(
                            () -> {
                                exited.complete(exit);
                                output.stop();
                                destroy();
                            },
                            workers);
        }
    }

    private void remove(int attempt) {
        try {
            engine.commands()
                    .removeContainerCmd(engineId)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            log.debug("Container {} was removed before", name);
        } catch (DockerException e) {
            if (attempt < ATTEMPTS) {
                clock.schedule(BETWEEN_ATTEMPTS, () -> workers.execute(() -> remove(attempt + 1)));
                return;
            }
            log.warn("Container {} cannot be removed: {}", name, Engine.problem(e));
        } catch (RuntimeException e) {
            log.warn("Container {} is removed when the Engine is back: {}", name, Engine.problem(e));
        }
        end();
        gone.run();
        removed.complete(null);
    }

    private CompletionStage<Void> command(String what, Runnable command) {
        return workers.submit(() -> {
            try {
                if (!ended.isDone() && !removing.get()) {
                    command.run();
                }
            } catch (NotFoundException | ConflictException e) {
                log.debug("Container {} could not be {}", name, what, e);
            } catch (RuntimeException e) {
                if (!ended.isDone() && !removing.get()) {
                    throw new ContainerException(
                            Fault.PLATFORM,
                            "container " + name + " could not be " + what + ": " + Engine.problem(e),
                            e);
                }
            }
            return null;
        });
    }
}
