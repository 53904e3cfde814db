package org.whirl.invoker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.InetSocketAddress;

/** Speaks HTTP with the proxies in the containers, over connections that are kept. Used on one event loop only. */
final class ContainerClient {
    /** A container takes connections as soon as it exists, so one that does not within this time is dead. */
    private static final int CONNECT_MILLIS = 1_000;

    /** Some proxies close a connection that was idle for 5 s; it must not be reused at that moment. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    private static final int CONNECTIONS_PER_CONTAINER = 512;

    private final Vertx vertx;
    private final HttpClient client;

    ContainerClient(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_CONTAINER));
    }

    /**
     * Posts JSON and reads at most {@code maxBytes} of the answer, counting the rest. Never fails: whatever happens is
     * an answer.
     */
    Future<Answer> post(InetSocketAddress address, String path, Buffer body, long timeoutMillis, int maxBytes) {
        Promise<Answer> promise = Promise.promise();
        Call call = new Call(promise, maxBytes);
        call.timer = vertx.setTimer(Math.max(1, timeoutMillis), id -> call.timeOut());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(address.getHostString())
                .setPort(address.getPort())
                .setURI(path)
                .putHeader("content-type", "application/json")
                .putHeader("accept", "application/json");
        client.request(options)
                .onSuccess(request -> call.send(request, body))
                .onFailure(e -> call.end(new Answer.Refused()));
        return promise.future();
    }

    void close() {
        client.close();
    }

    private final class Call {
        private final Promise<Answer> promise;
        private final int maxBytes;
        private final Buffer body = Buffer.buffer();
        private HttpClientRequest request;
        private long length;
        private long timer;

        Call(Promise<Answer> promise, int maxBytes) {
            this.promise = promise;
            this.maxBytes = maxBytes;
        }

        void send(HttpClientRequest connected, Buffer content) {
            request = connected;
            if (promise.future().isComplete()) {
                request.reset();
                return;
            }
            request.send(content).onSuccess(this::receive).onFailure(e -> end(new Answer.Lost()));
        }

        private void receive(HttpClientResponse response) {
            response.handler(this::append);
            response.exceptionHandler(e -> end(new Answer.Lost()));
            response.endHandler(nothing -> end(new Answer.Received(response.statusCode(), body.getBytes(), length)));
        }

        private void append(Buffer piece) {
            length += piece.length();
            int room = maxBytes - body.length();
            if (room > 0) {
                body.appendBuffer(piece, 0, Math.min(room, piece.length()));
            }
        }

        void timeOut() {
            if (promise.tryComplete(new Answer.TimedOut()) && request != null) {
                request.reset();
            }
        }

        void end(Answer answer) {
            vertx.cancelTimer(timer);
            promise.tryComplete(answer);
        }
    }
}
