package org.whirl.invoker;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.whirl.spi.json.Json;
import org.whirl.spi.store.Stages;

/**
 * Serves {@code /init} and {@code /run} for all containers of a test. Runs answer with their argument, unless that asks
 * for something else: {@code {"hold":true}} never answers, {@code {"drop":true}} cuts the connection,
 * {@code {"status":N}} answers so, {@code {"drip":N}} sends a byte of an endless answer each N milliseconds.
 */
final class FakeProxy {
    private final Vertx vertx;
    private final HttpServer server;
    private final List<JsonNode> inits = new CopyOnWriteArrayList<>();
    private final List<JsonNode> runs = new CopyOnWriteArrayList<>();
    private final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    private final AtomicInteger drips = new AtomicInteger();
    private final AtomicInteger dripped = new AtomicInteger();

    FakeProxy(Vertx vertx) {
        this.vertx = vertx;
        server = Stages.await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> serve(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage());
    }

    private void serve(HttpServerRequest request, Buffer body) {
        JsonNode json = Json.parseTrusted(body.getBytes());
        if (request.path().equals("/init")) {
            inits.add(json);
            boolean broken = json.path("value").path("code").asText().equals("broken");
            request.response().setStatusCode(broken ? 502 : 200).end(broken ? "{\"error\":\"broken\"}" : "{}");
            return;
        }
        runs.add(json);
        JsonNode value = json.path("value");
        if (value.has("hold")) {
            held.add(request);
        } else if (value.has("drip")) {
            drip(request, value.path("drip").asInt());
        } else if (value.has("drop")) {
            request.connection().close();
        } else {
            request.response().setStatusCode(value.path("status").asInt(200)).end(Json.text(value));
        }
    }

    private void drip(HttpServerRequest request, int millis) {
        HttpServerResponse response = request.response().setChunked(true);
        long timer = vertx.setPeriodic(millis, id -> {
            dripped.incrementAndGet();
            response.write(" ");
        });
        response.closeHandler(nothing -> {
            vertx.cancelTimer(timer);
            drips.decrementAndGet();
        });
        drips.incrementAndGet();
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.actualPort());
    }

    List<JsonNode> inits() {
        return inits;
    }

    List<JsonNode> runs() {
        return runs;
    }

    List<HttpServerRequest> held() {
        return held;
    }

    /** Answers that are still being sent. */
    int drips() {
        return drips.get();
    }

    /** Bytes that were sent of them. */
    int dripped() {
        return dripped.get();
    }
}
