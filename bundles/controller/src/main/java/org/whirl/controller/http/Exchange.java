package org.whirl.controller.http;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.whirl.controller.HeavyWork;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.TransactionId;

/** One request and its answer, from the first to the last byte. Lives on the request's event loop. */
final class Exchange {
    private static final int FIRST_FINAL_STATUS = 200;
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(TransactionIds.HEADER);
    private static final CharSequence JSON = HttpHeaders.createOptimized(MediaTypes.JSON);
    private static final CharSequence TEXT = HttpHeaders.createOptimized(MediaTypes.TEXT);

    private final HttpServerRequest request;
    private final HeavyWork heavyWork;
    private final BooleanSupplier stopping;
    private final Runnable done;
    private final Context context = Vertx.currentContext();
    private final long start = System.currentTimeMillis();
    private final TransactionId transaction;
    private final RequestBody body;
    private boolean underApi;
    private boolean answered;

    /** {@code done} is run once, when the answer is written or can no longer be. */
    Exchange(
            HttpServerRequest request,
            BodyMemory memory,
            HeavyWork heavyWork,
            BooleanSupplier stopping,
            Runnable done) {
        this.request = request;
        this.heavyWork = heavyWork;
        this.stopping = stopping;
        this.done = done;
        this.transaction = TransactionIds.of(request.getHeader(REQUEST_ID), start);
        this.body = new RequestBody(request, memory, start);
    }

    void run(Router router) {
        route(router).whenComplete((answer, failure) -> {
            if (context == Vertx.currentContext()) {
                finish(answer, failure);
            } else {
                context.runOnContext(now -> finish(answer, failure));
            }
        });
        if (!answered) {
            body.hold();
        }
    }

    private CompletionStage<Answer> route(Router router) {
        RequestPath path;
        Query query;
        try {
            path = RequestPath.of(request.uri());
            query = Query.of(request.uri());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Answer.text(400, e.getMessage()));
        }
        underApi = path.startsWith("api", "v1");
        try {
            return router.route(new Call(request, path, query, transaction, body, heavyWork));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Refuses the request because the server is being stopped. */
    void turnAway() {
        send(Failures.error(503, Texts.OVERLOADED, transaction.id()).with("Retry-After", "1"));
    }

    private void finish(Answer answer, Throwable failure) {
        Answer result = failure == null ? answer : Failures.answer(failure, transaction.id());
        if (result.status() < 400
                && result.json().isPresent()
                && !MediaTypes.admitsJson(request.getHeader(HttpHeaders.ACCEPT))) {
            result = Failures.error(
                    406,
                    "Resource representation is only available with these types:\n" + MediaTypes.JSON,
                    transaction.id());
        }
        send(result);
    }

    private void send(Answer answer) {
        if (answered) {
            return;
        }
        answered = true;
        if (answer.heavy() && answer.json().isPresent()) {
            heavyWork
                    .run(() -> Json.bytes(answer.json().get()))
                    .whenComplete((bytes, failure) -> context.runOnContext(now -> {
                        if (failure == null) {
                            write(answer, bytes);
                        } else {
                            Answer refusal = Failures.answer(failure, transaction.id());
                            write(refusal, Json.bytes(refusal.json().orElseThrow()));
                        }
                    }));
        } else {
            write(answer, bytes(answer));
        }
    }

    private static byte[] bytes(Answer answer) {
        return answer.json()
                .map(Json::bytes)
                .or(() -> answer.text().map(text -> text.getBytes(StandardCharsets.UTF_8)))
                .or(() -> answer.page().map(Answer.Page::bytes))
                .orElseGet(() -> new byte[0]);
    }

    private void write(Answer answer, byte[] bytes) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            finished();
            return;
        }
        response.setStatusCode(answer.status());
        writeHeaders(answer, response.headers());
        // After a status that announces another one, clients would wait for it for ever.
        boolean uncertain = body.isUncertain() || answer.status() < FIRST_FINAL_STATUS;
        if (stopping.getAsBoolean() || uncertain) {
            response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (request.method() == HttpMethod.HEAD) {
            response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
            response.end().onComplete(end -> finished());
        } else {
            response.end(Buffer.buffer(bytes)).onComplete(end -> finished());
        }
        if (uncertain) {
            request.connection().close();
        } else {
            body.skip();
        }
    }

    /** Statuses that nobody knows have no reason of their own. */
    private static void withoutInventedReason(HttpServerResponse response, int status) {
        if (response.getStatusMessage().endsWith("(" + status + ")")) {
            response.setStatusMessage("");
        }
    }

    private void writeHeaders(Answer answer, MultiMap headers) {
        headers.set(REQUEST_ID, transaction.id());
        if (answer.page().isPresent()) {
            answer.page().get().type().ifPresent(type -> headers.set(HttpHeaders.CONTENT_TYPE, type));
            withoutInventedReason(request.response(), answer.status());
            answer.page().get().headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
            return;
        }
        if (answer.json().isPresent()) {
            headers.set(HttpHeaders.CONTENT_TYPE, JSON);
        } else if (answer.text().isPresent()) {
            headers.set(HttpHeaders.CONTENT_TYPE, TEXT);
        }
        if (underApi) {
            Cors.addTo(headers);
        }
        answer.headers().forEach(headers::set);
    }

    private void finished() {
        body.release();
        done.run();
    }

    /** The connection is gone: whatever still comes is for nobody. */
    void abandon() {
        if (!answered) {
            answered = true;
            finished();
        }
    }

    /** Ends what takes too long: a stalled body, a request without an answer, an answer that nobody takes. */
    void enforce(long now, long requestMillis, long pauseMillis) {
        if (body.isStalled(now - pauseMillis)) {
            request.connection().close();
        } else if (!answered && start < now - requestMillis) {
            send(Failures.error(503, Texts.OVERLOADED, transaction.id()).with("Retry-After", "1"));
        } else if (answered && start < now - 2 * requestMillis) {
            request.connection().close();
        }
    }

    boolean isBodyEnded() {
        return body.isEnded();
    }
}
