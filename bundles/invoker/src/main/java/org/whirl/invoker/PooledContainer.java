package org.whirl.invoker;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.invoker.Answer.Lost;
import org.whirl.invoker.Answer.Received;
import org.whirl.invoker.Answer.Refused;
import org.whirl.invoker.Answer.TimedOut;
import org.whirl.invoker.Records.Times;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.runtime.RuntimeManifest;

/**
 * One container and the activations in it, from its start to its end. Confined to one event loop; whatever is decided
 * about it while an operation is under way takes effect when that operation answers.
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
        /** Takes nothing any more. */
        GONE
    }

    private static final Logger log = LoggerFactory.getLogger(PooledContainer.class);
    private static final int UNAVAILABLE = 503;
    private static final int MEGABYTE = 1024 * 1024;

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

    boolean isIdle() {
        return state == State.READY && active == 0;
    }

    boolean isBusy() {
        return active > 0;
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
        List<Job> failed = List.copyOf(waiting);
        waiting.clear();
        active = 0;
        remove();
        failed.forEach(job -> fail(job, response));
        if (key == null) {
            pool.stemFailed();
        }
    }

    private void fail(Job job, ActivationResponse response) {
        long now = System.currentTimeMillis();
        Activation activation = Records.of(job, response, new Times(now, Optional.empty(), now, false));
        tools.reporter().failed(job.message(), activation, job.done());
    }

    /** Gives it one more activation; the caller has checked that there is room. */
    void assign(Job job) {
        active++;
        if (key == null) {
            key = job.key();
            concurrency = job.concurrency();
        }
        if (state == State.READY) {
            run(job, openLog(job), Optional.empty(), System.currentTimeMillis());
        } else if (state == State.STEM) {
            load(job);
        } else {
            waiting.add(job);
        }
    }

    private ActivationLog openLog(Job job) {
        return collector.open((long) job.action().limits().logs() * MEGABYTE);
    }

    private void load(Job job) {
        state = State.LOADING;
        tools.loader().code(job.action()).onSuccess(code -> load(job, code)).onFailure(failure -> {
            log.warn("The code of {} could not be read", job.action().fullyQualifiedName(), failure);
            abort(job, Invoker.unloadable(failure));
        });
    }

    private void load(Job job, byte[] code) {
        int limit = job.action().limits().timeout();
        ActivationLog activationLog = openLog(job);
        long began = System.currentTimeMillis();
        Buffer body = Requests.init(job, code, began + limit);
        tools.client()
                .post(
                        container.address(),
                        "/init",
                        body,
                        limit,
                        tools.settings().payloadMax())
                .onSuccess(answer -> loaded(job, activationLog, began, answer));
    }

    private void loaded(Job job, ActivationLog activationLog, long began, Answer answer) {
        long ended = System.currentTimeMillis();
        int limit = job.action().limits().timeout();
        if (isUnstarted(answer)) {
            collector.abandon(activationLog, ActivationLog.INCOMPLETE);
            giveBack(job);
            return;
        }
        Optional<ActivationResponse> failure =
                Responses.ofInit(answer, limit, ended - began, tools.settings().payloadMax());
        if (failure.isEmpty()) {
            if (state == State.LOADING) {
                state = State.READY;
            }
            run(job, activationLog, Optional.of(ended - began), began);
            List<Job> next = List.copyOf(waiting);
            waiting.clear();
            next.forEach(other -> run(other, openLog(other), Optional.empty(), System.currentTimeMillis()));
            return;
        }
        Times times = new Times(began, Optional.of(ended - began), ended, isTimeout(answer, ended - began, limit));
        explain(answer, failure.get()).onSuccess(response -> {
            List<Job> others = List.copyOf(waiting);
            waiting.clear();
            active -= others.size();
            others.forEach(other -> fail(other, response));
            finish(job, activationLog, response, times);
        });
    }

    private void run(Job job, ActivationLog activationLog, Optional<Long> loadMillis, long began) {
        int limit = job.action().limits().timeout();
        long started = System.currentTimeMillis();
        tools.client()
                .post(
                        container.address(),
                        "/run",
                        Requests.run(job, started + limit),
                        limit,
                        tools.settings().payloadMax())
                .onSuccess(answer -> ran(job, activationLog, loadMillis, began, started, answer));
    }

    private void ran(
            Job job, ActivationLog activationLog, Optional<Long> loadMillis, long began, long started, Answer answer) {
        if (isUnstarted(answer)) {
            collector.abandon(activationLog, ActivationLog.INCOMPLETE);
            giveBack(job);
            return;
        }
        long ended = System.currentTimeMillis();
        int limit = job.action().limits().timeout();
        ActivationResponse response =
                Responses.ofRun(answer, limit, ended - started, tools.settings().payloadMax());
        Times times = new Times(began, loadMillis, ended, isTimeout(answer, ended - started, limit));
        explain(answer, response).onSuccess(explained -> finish(job, activationLog, explained, times));
    }

    /** Whether the container certainly did not see the call, or says that it did nothing. */
    private static boolean isUnstarted(Answer answer) {
        return answer instanceof Refused || (answer instanceof Received received && received.status() == UNAVAILABLE);
    }

    private static boolean isTimeout(Answer answer, long elapsed, int limit) {
        return answer instanceof TimedOut || elapsed >= limit;
    }

    /** A lost connection may mean that memory ran out: the end of the container tells. */
    private Future<ActivationResponse> explain(Answer answer, ActivationResponse response) {
        if (!(answer instanceof Lost) || response.outcome() != Outcome.DEVELOPER_ERROR) {
            return Future.succeededFuture(response);
        }
        remove();
        container.destroy();
        return tools.within(exited)
                .map(exit -> exit.filter(Container.Exit.OUT_OF_MEMORY::equals).isPresent()
                        ? Responses.developerError(Responses.OUT_OF_MEMORY)
                        : response);
    }

    private void finish(Job job, ActivationLog activationLog, ActivationResponse response, Times times) {
        Activation activation = Records.of(job, response, times);
        tools.reporter().result(job.message(), activation);
        lastUsed = System.nanoTime();
        if (response.outcome() == Outcome.DEVELOPER_ERROR || response.outcome() == Outcome.INTERNAL_ERROR) {
            remove();
            leave();
            tools.within(exited).onSuccess(exit -> {
                collector.abandon(activationLog, ActivationLog.NOT_AS_EXPECTED);
                complete(job, activation, activationLog);
            });
        } else if (job.sentinelled()) {
            leave();
            tools.awaitLog(collector, activationLog, job.action().limits().logs())
                    .onSuccess(whole -> {
                        if (!whole) {
                            remove();
                        }
                        complete(job, activation, activationLog);
                    });
        } else {
            tools.afterGrace(() -> {
                collector.close(activationLog);
                leave();
                complete(job, activation, activationLog);
            });
        }
    }

    private void complete(Job job, Activation activation, ActivationLog activationLog) {
        List<String> lines = activationLog.complete().getNow(List.of());
        tools.reporter().complete(job, activation, lines);
    }

    /** One activation less; a container that is gone ends with its last one. */
    private void leave() {
        active--;
        if (state == State.GONE && active == 0) {
            container.destroy();
        }
        pool.freed();
    }

    /** The container is of no use: this job and those behind it go to another one. */
    private void giveBack(Job job) {
        List<Job> jobs = new ArrayList<>(waiting);
        waiting.clear();
        active -= jobs.size();
        jobs.add(0, job);
        remove();
        leave();
        jobs.forEach(pool::again);
    }

    /** The code is not to be had: this job and those behind it fail. */
    private void abort(Job job, ActivationResponse response) {
        List<Job> jobs = new ArrayList<>(waiting);
        waiting.clear();
        active -= jobs.size();
        jobs.add(0, job);
        remove();
        leave();
        jobs.forEach(each -> fail(each, response));
    }

    /** Takes it out of the pool; it ends at once when nothing runs in it, else after the last run. */
    void remove() {
        if (state == State.GONE) {
            return;
        }
        state = State.GONE;
        pool.gone(this);
        if (container != null && active == 0) {
            container.destroy();
        }
    }

    /** Ends it whatever runs in it. */
    Future<Void> kill() {
        remove();
        return container == null ? Future.succeededFuture() : tools.onLoop(container.destroy());
    }
}
