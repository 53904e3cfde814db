package org.whirl.invoker;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.whirl.invoker.Answer.Lost;
import org.whirl.invoker.Answer.Received;
import org.whirl.invoker.Answer.Refused;
import org.whirl.invoker.Answer.TimedOut;
import org.whirl.invoker.Records.Times;
import org.whirl.spi.container.Container.Exit;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.NamespaceLimits.Size;

/** One activation in a container, from its first call to its record. Confined to one event loop. */
final class Execution {
    private static final int UNAVAILABLE = 503;
    private static final int MEGABYTE = 1024 * 1024;

    private final PoolTools tools;
    private final PooledContainer place;
    private final LogCollector collector;
    private final Job job;
    private final ActivationLog activationLog;
    private final long began = System.currentTimeMillis();
    private Optional<Long> loadMillis = Optional.empty();

    Execution(PoolTools tools, PooledContainer place, LogCollector collector, Job job) {
        this.tools = tools;
        this.place = place;
        this.collector = collector;
        this.job = job;
        this.activationLog = collector.open((long) job.action().limits().logs() * MEGABYTE);
    }

    /** Loads the code, then runs it. */
    void load(byte[] code) {
        post(
                        "/init",
                        Requests.init(job, code, began + limit()),
                        tools.settings().payloadMax())
                .onSuccess(this::loaded);
    }

    private void loaded(Answer answer) {
        long elapsed = System.currentTimeMillis() - began;
        if (isUnstarted(answer)) {
            giveBack();
            return;
        }
        loadMillis = Optional.of(elapsed);
        Optional<ActivationResponse> failure =
                Responses.ofInit(answer, limit(), elapsed, tools.settings().payloadMax());
        if (failure.isEmpty()) {
            run();
            place.loaded();
            return;
        }
        Times times = new Times(began, loadMillis, began + elapsed, isTimeout(answer, elapsed));
        explain(answer, failure.get()).onSuccess(response -> {
            place.loadFailed(response);
            finish(response, times);
        });
    }

    /** Runs code that is loaded. */
    void run() {
        long started = System.currentTimeMillis();
        post("/run", Requests.run(job, started + limit()), resultMax())
                .onSuccess(answer -> ran(started, answer instanceof Received received ? received.cut(kept()) : answer));
    }

    private void ran(long started, Answer answer) {
        if (isUnstarted(answer)) {
            giveBack();
            return;
        }
        long ended = System.currentTimeMillis();
        ActivationResponse response = Responses.ofRun(answer, limit(), ended - started, resultMax());
        Times times = new Times(began, loadMillis, ended, isTimeout(answer, ended - started));
        explain(answer, response).onSuccess(explained -> finish(explained, times));
    }

    private Future<Answer> post(String path, Buffer body, int maxBytes) {
        return tools.client().post(place.address(), path, body, limit(), maxBytes);
    }

    private int resultMax() {
        return atMost(Size.MAX_PAYLOAD_SIZE);
    }

    /** How much of a result that is too long is shown. */
    private int kept() {
        return atMost(Size.TRUNCATION_SIZE);
    }

    private int atMost(Size size) {
        return job.message().user().limits().atMost(size, tools.settings().payloadMax());
    }

    private int limit() {
        return job.action().limits().timeout();
    }

    /** Whether the container certainly did not see the call, or says that it did nothing. */
    private static boolean isUnstarted(Answer answer) {
        return answer instanceof Refused || (answer instanceof Received received && received.status() == UNAVAILABLE);
    }

    private boolean isTimeout(Answer answer, long elapsed) {
        return answer instanceof TimedOut || elapsed >= limit();
    }

    private void giveBack() {
        collector.abandon(activationLog, ActivationLog.INCOMPLETE);
        place.giveBack(job);
    }

    /** A lost connection may mean that memory ran out: the end of the container tells. */
    private Future<ActivationResponse> explain(Answer answer, ActivationResponse response) {
        if (!(answer instanceof Lost)) {
            return Future.succeededFuture(response);
        }
        place.kill();
        return tools.within(place.exited()).map(exit -> exit.filter(Exit.OUT_OF_MEMORY::equals)
                .map(memory -> Responses.developerError(Responses.OUT_OF_MEMORY))
                .orElse(response));
    }

    private void finish(ActivationResponse response, Times times) {
        Activation activation = Records.of(job, response, times);
        tools.reporter().result(job.message(), activation);
        if (response.outcome() == Outcome.DEVELOPER_ERROR || response.outcome() == Outcome.INTERNAL_ERROR) {
            place.remove();
            place.leave();
            tools.within(place.exited()).onSuccess(exit -> {
                collector.abandon(activationLog, ActivationLog.NOT_AS_EXPECTED);
                complete(activation);
            });
        } else if (job.sentinelled()) {
            place.leave();
            tools.awaitLog(collector, activationLog, job.action().limits().logs())
                    .onSuccess(whole -> {
                        if (!whole) {
                            place.remove();
                        }
                        complete(activation);
                    });
        } else {
            tools.afterGrace(() -> {
                collector.close(activationLog);
                place.leave();
                complete(activation);
            });
        }
    }

    private void complete(Activation activation) {
        List<String> lines = activationLog.complete().getNow(List.of());
        tools.reporter().complete(job, activation, lines);
    }
}
