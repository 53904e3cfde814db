package org.whirl.container.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The containers there are, and what the Engine says about them. */
final class Living {
    private static final Logger log = LoggerFactory.getLogger(Living.class);
    private static final Duration CLEANING = Duration.ofSeconds(30);

    private final Engine engine;
    private final Map<String, String> labels;
    private final Workers workers;
    private final Clock clock;
    private final Map<String, DockerContainer> containers = new ConcurrentHashMap<>();

    Living(Engine engine, Map<String, String> labels, Workers workers, Clock clock) {
        this.engine = engine;
        this.labels = labels;
        this.workers = workers;
        this.clock = clock;
    }

    DockerContainer add(String name, String engineId, InetSocketAddress address, Output output) {
        DockerContainer container = new DockerContainer(
                name, engineId, address, engine, output, workers, clock, () -> containers.remove(engineId));
        containers.put(engineId, container);
        return container;
    }

    /** Tells a container what the Engine says of it. */
    void hear(Event event) {
        Optional<EventActor> actor = Optional.ofNullable(event.getActor());
        DockerContainer container = containers.get(actor.map(EventActor::getId).orElse(""));
        if (container == null || event.getAction() == null) {
            return;
        }
        switch (event.getAction()) {
            case "die" -> container.died(exitCode(actor.get()));
            case "oom" -> container.outOfMemory();
            default -> log.debug("Event {}", event.getAction());
        }
    }

    private static int exitCode(EventActor actor) {
        String code = Optional.ofNullable(actor.getAttributes())
                .map(attributes -> attributes.get("exitCode"))
                .orElse("0");
        return code.matches("\\d{1,9}") ? Integer.parseInt(code) : 0;
    }

    /**
     * After the Engine was away, or in the beginning: removes what an earlier run has left and looks how those of this
     * run are.
     */
    void recheck() {
        List<Container> there = engine.commands()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(labels)
                .exec();
        containers.values().forEach(DockerContainer::recheck);
        List<Container> leftovers = there.stream()
                .filter(container -> !containers.containsKey(container.getId()))
                .toList();
        if (leftovers.isEmpty()) {
            return;
        }
        log.info("Removing {} containers of an earlier run", leftovers.size());
        CompletableFuture<?>[] removals = leftovers.stream()
                .map(container -> workers.submit(() -> remove(container.getId())))
                .toArray(CompletableFuture<?>[]::new);
        await(removals);
    }

    private boolean remove(String engineId) {
        try {
            engine.commands()
                    .removeContainerCmd(engineId)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            log.debug("Container {} was removed before", engineId);
        }
        return true;
    }

    /** Ends all, and waits for it. */
    void destroyAll() {
        await(containers.values().stream()
                .map(container -> container.destroy().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    private static void await(CompletableFuture<?>[] removals) {
        try {
            CompletableFuture.allOf(removals).get(CLEANING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Not all containers could be removed: {}", Engine.problem(e));
        }
    }
}
