package org.whirl.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.io.File;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.Test;

public class VertxInstancesTest {

    @Test
    public void servesAndCallsHttpWithEpollAndWithout() throws Exception {
        for (boolean nativeTransport : new boolean[] {true, false}) {
            Vertx vertx = VertxInstances.create(new Settings(1, 1, nativeTransport));
            try {
                HttpServer server = await(vertx.createHttpServer()
                        .requestHandler(request -> request.response().end("pong"))
                        .listen(0, "127.0.0.1"));
                String answer = await(vertx.createHttpClient()
                        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/ping")
                        .compose(request -> request.send().compose(HttpClientResponse::body))
                        .map(Object::toString));
                assertThat(answer).isEqualTo("pong");
            } finally {
                VertxInstances.close(vertx);
            }
        }
    }

    @Test
    public void leavesNoCacheFolder() {
        Set<String> before = cacheFolders();
        Vertx vertx = VertxInstances.create(new Settings(1, 1, true));
        try {
            assertThat(cacheFolders()).isEqualTo(before);
        } finally {
            VertxInstances.close(vertx);
        }
    }

    @Test
    public void stopsItsThreadsWhenClosed() {
        Vertx vertx = VertxInstances.create(new Settings(1, 1, true));
        VertxInstances.close(vertx);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (eventLoopThreads() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(eventLoopThreads()).isZero();
    }

    @Test
    public void namesTheKeyOfAWrongValue() {
        assertThatThrownBy(() -> new Settings(-1, 4, true)).hasMessageContaining("event.loops");
        assertThatThrownBy(() -> new Settings(1, 0, true)).hasMessageContaining("workers");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Set<String> cacheFolders() {
        String[] names = new File(System.getProperty("java.io.tmpdir")).list((dir, name) -> name.startsWith("vertx-"));
        return Arrays.stream(names == null ? new String[0] : names).collect(Collectors.toSet());
    }

    private static long eventLoopThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vert.x-eventloop"))
                .count();
    }
}
