package org.whirl.invoker;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.invoker.PooledContainer.State;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.StemCell;

/**
 * The containers of this invoker: which of them gets an activation, and which has to go when memory is short. Confined
 * to one event loop.
 */
final class ContainerPool {
    private static final Logger log = LoggerFactory.getLogger(ContainerPool.class);
    private static final int MOST_ATTEMPTS = 3;
    private static final long STEM_RETRY_MILLIS = 5_000;

    private final PoolTools tools;
    private final List<PooledContainer> containers = new ArrayList<>();
    private final Deque<Job> buffer = new ArrayDeque<>();
    private List<RuntimeManifest> runtimes = List.of();
    private long used;
    private boolean stemsMissing;
    private boolean stemsPaused;
    private boolean placing;

    ContainerPool(PoolTools tools) {
        this.tools = tools;
    }

    /** Runs an activation as soon as there is room; activations that wait keep their order. */
    void run(Job job) {
        buffer.add(job);
        placeWaiting();
    }

    private void placeWaiting() {
        // Placing may free or remove containers, which calls back; the loop below sees what changed.
        if (placing) {
            return;
        }
        placing = true;
        try {
            while (!buffer.isEmpty() && place(buffer.peek())) {
                buffer.poll();
            }
        } finally {
            placing = false;
        }
        replenish();
    }

    private boolean place(Job job) {
        Optional<PooledContainer> usable = containers.stream()
                .filter(container -> container.accepts(job.key()))
                .max(Comparator.comparing((PooledContainer container) -> container.state() == State.READY)
                        .thenComparing(PooledContainer::lastUsed));
        if (usable.isEmpty()) {
            usable = stemFor(job);
        }
        if (usable.isPresent()) {
            stemsMissing |= usable.get().isStem();
            usable.get().assign(job);
            return true;
        }
        if (!makeRoom(job.action().limits().memory())) {
            return false;
        }
        PooledContainer container = add(job.runtime(), job.action().limits().memory());
        container.assign(job);
        container.start(image(job), job.action().name().value());
        return true;
    }

    private Optional<PooledContainer> stemFor(Job job) {
        return containers.stream()
                .filter(container -> container.state() == State.STEM
                        && container.memory() == job.action().limits().memory()
                        && job.runtime().filter(container::serves).isPresent())
                .findFirst();
    }

    private static String image(Job job) {
        return job.action().exec() instanceof Exec.BlackboxExec blackbox
                ? blackbox.image()
                : job.runtime().map(RuntimeManifest::image).orElseThrow();
    }

    private PooledContainer add(Optional<RuntimeManifest> runtime, int memory) {
        PooledContainer container = new PooledContainer(tools, this, runtime, memory);
        containers.add(container);
        used += memory;
        return container;
    }

    private long free() {
        return tools.settings().id().userMemory() - used;
    }

    /** Frees memory by ending idle containers, least recently used first, then unused stem cells; all or nothing. */
    private boolean makeRoom(int memory) {
        List<PooledContainer> victims = new ArrayList<>();
        long room = free();
        for (PooledContainer candidate : expendable()) {
            if (room >= memory) {
                break;
            }
            victims.add(candidate);
            room += candidate.memory();
        }
        if (room < memory) {
            return false;
        }
        victims.forEach(PooledContainer::remove);
        return true;
    }

    private List<PooledContainer> expendable() {
        return containers.stream()
                .filter(container -> container.isIdle() || container.state() == State.STEM)
                .sorted(Comparator.comparing((PooledContainer container) -> container.state() == State.STEM)
                        .thenComparing(PooledContainer::lastUsed))
                .toList();
    }

    /** A container has room again, or is ready as a stem cell. */
    void freed() {
        placeWaiting();
    }

    /** A container is out of the pool. */
    void gone(PooledContainer container) {
        if (containers.remove(container)) {
            used -= container.memory();
            stemsMissing = true;
            placeWaiting();
        }
    }

    /** A container was found dead before it saw the job: it goes first, to another container. */
    void again(Job job) {
        if (job.attempt() + 1 >= MOST_ATTEMPTS) {
            ActivationResponse response = ActivationResponse.failure(
                    Outcome.INTERNAL_ERROR, "The action did not produce a valid response and exited unexpectedly.");
            tools.reporter().failed(job.message(), Records.ofUnstarted(job.message(), response), job.done());
            return;
        }
        buffer.addFirst(job.again());
        placeWaiting();
    }

    /** Takes in which kinds can run: containers of others end as soon as they are idle, stem cells are made. */
    void use(List<RuntimeManifest> available) {
        runtimes = available;
        removeAll(container ->
                container.runtime().isPresent() && available.stream().noneMatch(container::serves));
        stemsMissing = true;
        replenish();
    }

    private void removeAll(Predicate<PooledContainer> condition) {
        List.copyOf(containers).stream().filter(condition).forEach(PooledContainer::remove);
    }

    /** Starts the stem cells that are missing, as far as memory allows without ending anything; work goes first. */
    private void replenish() {
        if (!stemsMissing || stemsPaused || placing || !buffer.isEmpty()) {
            return;
        }
        stemsMissing = false;
        for (RuntimeManifest manifest : runtimes) {
            for (StemCell cell : manifest.stemCells()) {
                long present = containers.stream()
                        .filter(container ->
                                container.isStem() && container.serves(manifest) && container.memory() == cell.memory())
                        .count();
                for (long missing = cell.count() - present; missing > 0 && free() >= cell.memory(); missing--) {
                    add(Optional.of(manifest), cell.memory()).start(manifest.image(), "stem-" + manifest.family());
                }
            }
        }
    }

    /** A stem cell could not be made: the next try waits, so that a broken runtime does not keep the machine busy. */
    void stemFailed() {
        if (!stemsPaused) {
            stemsPaused = true;
            tools.vertx().setTimer(STEM_RETRY_MILLIS, id -> {
                stemsPaused = false;
                stemsMissing = true;
                replenish();
            });
        }
    }

    /** Ends containers that have been idle for too long. */
    void removeIdle() {
        long limit = tools.settings().idleContainer().toNanos();
        long now = System.nanoTime();
        removeAll(container -> container.isIdle() && now - container.lastUsed() > limit);
    }

    /** Ends all containers. */
    Future<Void> close() {
        stemsPaused = true;
        runtimes = List.of();
        List<PooledContainer> all = List.copyOf(containers);
        log.info("Ending {} containers", all.size());
        return Future.join(all.stream().map(PooledContainer::kill).toList()).mapEmpty();
    }
}
