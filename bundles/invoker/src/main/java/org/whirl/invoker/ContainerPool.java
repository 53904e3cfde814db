package org.whirl.invoker;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
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

/**
 * The containers of this invoker: which of them gets an activation, and which has to go when memory is short. Confined
 * to one event loop.
 */
final class ContainerPool {
    private static final Logger log = LoggerFactory.getLogger(ContainerPool.class);
    private static final int MOST_ATTEMPTS = 3;

    private final PoolTools tools;
    private final List<PooledContainer> containers = new ArrayList<>();
    private final WaitingJobs waiting = new WaitingJobs();
    private final FairShares shares;
    private final StemCells stemCells;
    private long used;
    private boolean placing;
    private boolean closed;

    ContainerPool(PoolTools tools) {
        this.tools = tools;
        this.shares = new FairShares(tools.settings().id().userMemory(), containers, waiting);
        this.stemCells = new StemCells(tools, this);
    }

    /** Runs an activation as soon as there is room; activations that wait keep the order of their namespace. */
    void run(Job job) {
        waiting.add(job);
        placeWaiting();
    }

    private void placeWaiting() {
        // Placing may free or remove containers, which calls back; the loop below sees what changed.
        if (placing) {
            return;
        }
        placing = true;
        try {
            Optional<Job> placed = placeOne();
            while (placed.isPresent()) {
                placed = placeOne();
            }
        } finally {
            placing = false;
        }
        // Work goes first.
        if (waiting.isEmpty() && !closed) {
            stemCells.replenish();
        }
    }

    /** Places the job whose turn it is, or the next that can be. */
    private Optional<Job> placeOne() {
        boolean owed = false;
        for (Job job : waiting.heads()) {
            String namespace = job.key().namespace();
            // While room is owed to a namespace, those that have more than their share wait.
            if (!(owed && shares.isAbove(namespace)) && (assignWarm(job) || (!owed && assignOther(job)))) {
                waiting.remove(job);
                return Optional.of(job);
            }
            owed = owed || shares.isEntitled(namespace, job.action().limits().memory());
        }
        return Optional.empty();
    }

    private boolean assignWarm(Job job) {
        Optional<PooledContainer> warm = containers.stream()
                .filter(container -> container.accepts(job.key()))
                .max(Comparator.comparing((PooledContainer container) -> container.state() == State.READY)
                        .thenComparing(PooledContainer::lastUsed));
        warm.ifPresent(container -> container.assign(job));
        return warm.isPresent();
    }

    private boolean assignOther(Job job) {
        Optional<PooledContainer> stem = stemFor(job);
        if (stem.isPresent()) {
            stemCells.changed();
            stem.get().assign(job);
            return true;
        }
        if (!makeRoom(job)) {
            return false;
        }
        job.runtime()
                .ifPresent(
                        kind -> stemCells.coldStart(kind, job.action().limits().memory()));
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

    /** Megabytes that no container has. */
    long free() {
        return tools.settings().id().userMemory() - used;
    }

    /** Frees memory by ending idle containers, least recently used first, then unused stem cells; all or nothing. */
    private boolean makeRoom(Job job) {
        String namespace = job.key().namespace();
        int memory = job.action().limits().memory();
        boolean entitled = shares.isEntitled(namespace, memory);
        List<PooledContainer> victims = new ArrayList<>();
        long room = free();
        for (PooledContainer candidate : expendable()) {
            if (room >= memory) {
                break;
            }
            if (shares.mayEnd(candidate, namespace, entitled)) {
                victims.add(candidate);
                room += candidate.memory();
            }
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
            stemCells.changed();
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
        waiting.addFirst(job.again());
        placeWaiting();
    }

    /** Takes in which kinds can run: containers of others end as soon as they are idle, stem cells are made. */
    void use(List<RuntimeManifest> available) {
        removeAll(container ->
                container.runtime().isPresent() && available.stream().noneMatch(container::serves));
        stemCells.use(available);
        placeWaiting();
    }

    private void removeAll(Predicate<PooledContainer> condition) {
        List.copyOf(containers).stream().filter(condition).forEach(PooledContainer::remove);
    }

    /** The stem cells of a kind and size, those being started included. */
    List<PooledContainer> stems(RuntimeManifest manifest, int memory) {
        return containers.stream()
                .filter(container -> container.isStem() && container.serves(manifest) && container.memory() == memory)
                .toList();
    }

    void startStem(RuntimeManifest manifest, int memory) {
        add(Optional.of(manifest), memory).start(manifest.image(), "stem-" + manifest.family());
    }

    /** A stem cell could not be made. */
    void stemFailed() {
        stemCells.failed();
    }

    /** Ends containers that have been idle for too long, and freezes those that have been idle for a while. */
    void tendIdle() {
        long now = System.nanoTime();
        long limit = tools.settings().idleContainer().toNanos();
        removeAll(container -> container.isIdle() && now - container.lastUsed() > limit);
        long grace = tools.settings().pauseGrace().toNanos();
        if (grace > 0) {
            containers.stream()
                    .filter(container -> container.state() == State.READY
                            && container.isIdle()
                            && now - container.lastUsed() > grace)
                    .forEach(PooledContainer::pause);
        }
    }

    /** Brings the number of stem cells in line with the demand. */
    void followDemand() {
        stemCells.followDemand();
        placeWaiting();
    }

    /** Ends all containers. */
    Future<Void> close() {
        closed = true;
        List<PooledContainer> all = List.copyOf(containers);
        log.info("Ending {} containers", all.size());
        return Future.join(all.stream().map(PooledContainer::kill).toList()).mapEmpty();
    }
}
