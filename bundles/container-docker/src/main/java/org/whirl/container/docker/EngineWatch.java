package org.whirl.container.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;

/** Follows the Engine's events and notices when it goes away and comes back. */
final class EngineWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineWatch.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final long SUBSCRIBE_SECONDS = 10;

    private final Engine engine;
    private final Map<String, String> labels;
    private final Consumer<Event> events;
    private final Runnable connected;
    private final Thread thread = new Thread(this::run, "whirl-docker-watch");
    private volatile CompletableFuture<Void> available = new CompletableFuture<>();
    private volatile String problem = "it was not asked yet";
    private volatile boolean closed;

    /**
     * Begins to watch.
     *
     * @param labels what the containers of interest have
     * @param events gets their ends
     * @param connected gets everything in order when the Engine is there, before new work goes to it
     */
    EngineWatch(Engine engine, Map<String, String> labels, Consumer<Event> events, Runnable connected) {
        this.engine = engine;
        this.labels = labels;
        this.events = events;
        this.connected = connected;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Completes when the Engine is there. */
    CompletableFuture<Void> available() {
        return available.copy();
    }

    /** The same, failing with a clear text when it takes too long. */
    CompletableFuture<Void> available(Duration patience) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        CompletableFuture<Void> waiting = available.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        waiting.whenComplete((nothing, failure) -> {
            if (failure == null) {
                result.complete(null);
            } else {
                result.completeExceptionally(new ContainerException(Fault.PLATFORM, away(), failure));
            }
        });
        return result;
    }

    boolean isAvailable() {
        return available.isDone() && !available.isCompletedExceptionally();
    }

    private String away() {
        return "the Docker Engine at " + engine.host() + " cannot be used: " + problem;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try (Subscription subscription = new Subscription()) {
                engine.commands().pingCmd().exec();
                engine.streams()
                        .eventsCmd()
                        .withLabelFilter(labels)
                        .withEventFilter("die", "oom")
                        .exec(subscription);
                subscription.started.get(SUBSCRIBE_SECONDS, TimeUnit.SECONDS);
                connected.run();
                log.info("The Docker Engine at {} is there", engine.host());
                problem = "";
                available.complete(null);
                pause = FIRST_PAUSE;
                subscription.ended.get();
                gone("it has ended its stream of events");
            } catch (InterruptedException e) {
                continue;
            } catch (Exception e) {
                if (!closed) {
                    gone(Engine.problem(e));
                }
            }
            rest(pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    private void gone(String why) {
        boolean known = why.equals(problem);
        problem = why;
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        if (!known && !closed) {
            log.warn("{}; trying again until it can", away());
        }
    }

    private static void rest(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            log.debug("Woken", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        available.completeExceptionally(
                new ContainerException(Fault.PLATFORM, "Docker containers are shutting down", null));
    }

    private final class Subscription extends ResultCallback.Adapter<Event> {
        private final CompletableFuture<Void> started = new CompletableFuture<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        @Override
        public void onStart(Closeable stream) {
            super.onStart(stream);
            started.complete(null);
        }

        @Override
        public void onNext(Event event) {
            events.accept(event);
        }

        @Override
        public void onError(Throwable failure) {
            started.completeExceptionally(failure);
            ended.complete(null);
        }

        @Override
        public void onComplete() {
            super.onComplete();
            ended.complete(null);
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (IOException e) {
                log.debug("Stream of events", e);
            }
        }
    }
}
