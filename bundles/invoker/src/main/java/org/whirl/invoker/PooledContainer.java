package org.whirl.invoker;

import io.vertx.core.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.runtime.RuntimeManifest;

/**
 * One container and the activations in it, from its start to its end. Confined to one event loop; what is decided about
 * it while an operation is under way takes effect when that operation answers.
 */
final class PooledContainer {
    enum State {
        /** Being started. */
        STARTING,
        /** Started, without code. */
        STEM,
        /** Loading code. */
        LOADING,
        /** Has code, takes runs. */
        READY,
        /** Being frozen. */
        PAUSING,
        /** Has code, frozen. */
        PAUSED,
        /** Being thawed. */
        RESUMING,
        /** Takes nothing any more. */
        GONE
    }

    private static final Logger log = LoggerFactory.getLogger(PooledContainer.class);

    private final PoolTools tools;
    private final ContainerPool pool;
    private final Optional<RuntimeManifest> runtime;
    private final int memory;
    private final LogCollector collector = new LogCollector();
    private final Queue<Job> waiting = new ArrayDeque<>();
    private State state = State.STARTING;
    private Container container;
    private Future<Container.Exit> exited;
    private WarmKey key;
    private int concurrency = 1;
    private int active;
    private long lastUsed = System.nanoTime();

    PooledContainer(PoolTools tools, ContainerPool pool, Optional<RuntimeManifest> runtime, int memory) {
        this.tools = tools;
        this.pool = pool;
        this.runtime = runtime;
        this.memory = memory;
    }

    State state() {
        return state;
    }

    int memory() {
        return memory;
    }

    long lastUsed() {
        return lastUsed;
    }

    /** Whose code it has or is getting. */
    Optional<String> namespace() {
        return Optional.ofNullable(key).map(WarmKey::namespace);
    }

    boolean isIdle() {
        return (state == State.READY || state == State.PAUSED) && active == 0;
    }

    /** Whether it serves a kind, with code or without. */
    boolean serves(RuntimeManifest manifest) {
        return runtime.isPresent() && runtime.get() == manifest;
    }

    Optional<RuntimeManifest> runtime() {
        return runtime;
    }

    /** Whether it is, or is about to be, a stem cell. */
    boolean isStem() {
        return key == null && state != State.GONE;
    }

    /** Whether it has, or is getting, the code of a key, and room for one more run. */
    boolean accepts(WarmKey wanted) {
        return state != State.GONE && wanted.equals(key) && active < concurrency;
    }

    /** Starts the container. */
    void start(String image, String label) {
        ContainerRequest request =
                new ContainerRequest(label, image, runtime, memory, tools.environment(runtime), collector);
        tools.createContainer(request).onSuccess(this::started).onFailure(this::notStarted);
    }

    private void started(Container created) {
        container = created;
        exited = tools.onLoop(created.exited());
        exited.onComplete(exit -> {
            if (state != State.GONE && active == 0) {
                log.warn("Container {} ended by itself", created.id());
            }
            remove();
        });
        if (state == State.GONE) {
            created.destroy();
            return;
        }
        if (waiting.isEmpty()) {
            state = State.STEM;
            pool.freed();
        } else {
            load(waiting.poll());
        }
    }

    private void notStarted(Throwable failure) {
        ActivationResponse response =
                failure instanceof ContainerException known && known.fault() == ContainerException.Fault.DEVELOPER
                        ? Responses.developerError(known.getMessage())
                        : ActivationResponse.failure(
                                Outcome.INTERNAL_ERROR, "Failed to provision resources to run the action.");
        log.warn("A container for {} could not be started", key == null ? runtime : key, failure);
        List<Job> failed = takeWaiting();
        active = 0;
        remove();
        failed.forEach(job -> fail(job, response));
        if (key == null) {
            pool.stemFailed();
        }
    }

    private void fail(Job job, ActivationResponse response) {
        tools.reporter().failed(job.message(), Records.ofFailed(job, response), job.done());
    }

    /** Gives it one more activation; the caller has checked that there is room. */
    void assign(Job job) {
        active++;
        if (key == null) {
            key = job.key();
            concurrency = job.concurrency();
        }
        if (state == State.READY) {
            new Execution(tools, this, collector, job).run();
        } else if (state == State.STEM) {
            load(job);
        } else {
            waiting.add(job);
            if (state == State.PAUSED) {
                resume();
            }
        }
    }

    /** Freezes it, being idle; a job that comes meanwhile waits until it can be thawed. */
    void pause() {
        state = State.PAUSING;
        tools.onLoop(container.pause()).onComplete(result -> {
            if (state != State.PAUSING) {
                return;
            }
            state = State.PAUSED;
            if (result.failed()) {
                unusable("frozen", result.cause());
            } else if (!waiting.isEmpty()) {
                resume();
            }
        });
    }

    private void resume() {
        state = State.RESUMING;
        tools.onLoop(container.resume()).onComplete(result -> {
            if (state != State.RESUMING) {
                return;
            }
            if (result.failed()) {
                unusable("thawed", result.cause());
                return;
            }
            state = State.READY;
            takeWaiting().forEach(job -> new Execution(tools, this, collector, job).run());
        });
    }

    private void unusable(String operation, Throwable failure) {
        log.warn("Container {} cannot be {} and is ended", container.id(), operation, failure);
        remove();
    }

    private void load(Job job) {
        state = State.LOADING;
        tools.loader()
                .code(job.action())
                .onSuccess(code -> new Execution(tools, this, collector, job).load(code))
                .onFailure(failure -> {
                    log.warn("The code of {} could not be read", job.action().fullyQualifiedName(), failure);
                    ActivationResponse response = Invoker.unloadable(failure);
                    loadFailed(response);
                    remove();
                    leave();
                    fail(job, response);
                });
    }

    /** The code is there: those who waited for it run. */
    void loaded() {
        if (state == State.LOADING) {
            state = State.READY;
        }
        takeWaiting().forEach(job -> new Execution(tools, this, collector, job).run());
    }

    /** The code cannot be had: those who waited for it fail alike. */
    void loadFailed(ActivationResponse response) {
        List<Job> jobs = takeWaiting();
        active -= jobs.size();
        jobs.forEach(job -> fail(job, response));
    }

    private List<Job> takeWaiting() {
        List<Job> jobs = List.copyOf(waiting);
        waiting.clear();
        return jobs;
    }

    InetSocketAddress address() {
        return container.address();
    }

    Future<Container.Exit> exited() {
        return exited;
    }

    /** One activation less; a container that is gone ends with its last one. */
    void leave() {
        active--;
        lastUsed = System.nanoTime();
        if (state == State.GONE && active == 0) {
            container.destroy();
        }
        pool.freed();
    }

    /** The container is of no use: this job and those behind it go to another one. */
    void giveBack(Job job) {
        List<Job> behind = takeWaiting();
        active -= behind.size();
        remove();
        leave();
        sendBack(behind);
        pool.again(job);
    }

    /** Each goes to the front, so the last is sent back first. */
    private void sendBack(List<Job> jobs) {
        for (int i = jobs.size() - 1; i >= 0; i--) {
            pool.again(jobs.get(i));
        }
    }

    /** Takes it out of the pool; it ends at once when nothing runs in it, else after the last run. */
    void remove() {
        if (state == State.GONE) {
            return;
        }
        // Those who wait for the code are told by the end of the load.
        List<Job> stranded = state == State.LOADING ? List.of() : takeWaiting();
        state = State.GONE;
        pool.gone(this);
        active -= stranded.size();
        if (container != null && active == 0) {
            container.destroy();
        }
        sendBack(stranded);
    }

    /** Ends it whatever runs in it. */
    Future<Void> kill() {
        remove();
        return container == null ? Future.succeededFuture() : tools.onLoop(container.destroy());
    }
}
