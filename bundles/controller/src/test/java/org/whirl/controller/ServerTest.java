package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.ActivationMessage;

/** The server itself: start, stop, and clients that do not behave. */
public final class ServerTest {
    private static final String ACTION = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}";
    private static final String AUTHORIZATION = "Authorization: " + ApiFixture.basic(ApiFixture.GUEST) + "\r\n";

    private static String raw(ApiFixture api, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Settings with(Settings settings, int port, Settings.Times times) {
        return new Settings(
                settings.host(),
                port,
                settings.eventLoops(),
                settings.guest(),
                settings.plainKeys(),
                settings.sharedExecuteOnly(),
                settings.bounds(),
                settings.sizes(),
                settings.quotas(),
                times);
    }

    @Test
    public void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new ApiFixture(settings -> with(settings, taken.getLocalPort(), settings.times())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort() + ": the port is taken");
        }
    }

    @Test
    public void refusesRequestsThatAreNone() throws IOException {
        try (ApiFixture api = new ApiFixture()) {
            String end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + AUTHORIZATION + "\r\n";
            assertThat(raw(api, "GET /api/v1/namespaces/_/actions/%zz" + end))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("text/plain; charset=UTF-8")
                    .contains("broken percent escape");
            assertThat(raw(api, "GET /api/v1/namespaces/_/actions/%4" + end)).startsWith("HTTP/1.1 400 ");
            assertThat(raw(api, "GET /api/v1/namespaces/_/actions?limit=%zz" + end))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(raw(api, "GET /api/v1/namespaces/_/x/../actions/./?limit=1" + end))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(raw(api, "GET http://somewhere/api/v1/namespaces" + end)).startsWith("HTTP/1.1 200 ");
            assertThat(raw(api, "GET /ping HTTP/1.1\r\nX-Request-ID: a\u000bb\r\nConnection: close\r\n\r\n"))
                    .containsPattern("X-Request-ID: [A-Za-z0-9]{32}\r\n|400 Bad Request");
            assertThat(raw(api, "GET /" + "x".repeat(9000) + end)).matches("(?s)HTTP/1.[01] 414 .*");
            assertThat(raw(api, "GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
                    .matches("(?s)HTTP/1.[01] 431 .*");
            assertThat(raw(api, "nonsense\r\n\r\n")).matches("(?s)HTTP/1.[01] 400 .*");
        }
    }

    @Test
    public void keepsConnectionsInStep() throws IOException {
        try (ApiFixture api = new ApiFixture()) {
            api.call("PUT /actions/a", ACTION);
            String path = "/api/v1/namespaces/_/actions/a?blocking=true&result=true HTTP/1.1\r\nHost: x\r\n";
            String json = AUTHORIZATION + "Content-Type: application/json\r\n";
            String answers = raw(
                    api,
                    "POST " + path + "Content-Length: 2\r\n\r\n{}"
                            + "POST " + path + json + "Content-Length: 7\r\n\r\n{\"a\":1}"
                            + "GET /none" + path + json + "Content-Length: 7\r\n\r\n{\"a\":1}"
                            + "POST " + path + json + "Connection: close\r\nContent-Length: 7\r\n\r\n{\"a\":2}");
            assertThat(answers.split("HTTP/1.1 ")).hasSize(5);
            assertThat(answers).contains("{\"a\":1}HTTP/1.1 405").endsWith("{\"a\":2}");
        }
    }

    @Test
    public void sendsContinueOnlyForBodiesItWants() throws IOException {
        try (ApiFixture api = new ApiFixture()) {
            api.call("PUT /actions/a", ACTION);
            String head = "POST /api/v1/namespaces/_/actions/%s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                    + AUTHORIZATION
                    + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: %s\r\n\r\n";
            assertThat(raw(api, head.formatted("a", 2) + "{}"))
                    .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 ");
            String unwanted = head.formatted("a", 2_000_000).replace("Connection: close\r\n", "");
            assertThat(raw(api, unwanted)).startsWith("HTTP/1.1 413 ").contains("connection: close");
        }
    }

    @Test
    public void cutsOffSlowClients() throws IOException {
        Settings.Times times = new Settings.Times(500, 2000, 1000, 1000);
        try (ApiFixture api = new ApiFixture(settings -> with(settings, 0, times));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.api.port())) {
            api.call("PUT /actions/a", ACTION);
            String head = "POST /api/v1/namespaces/_/actions/a HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION
                    + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoTimeout(10_000);
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).matches("(?s)|HTTP/1.1 503 .*");
        }
    }

    @Test
    public void refusesWhatTakesTooLong() {
        Settings.Times times = new Settings.Times(500, 2000, 1000, 1000);
        try (ApiFixture api = new ApiFixture(settings -> with(settings, 0, times))) {
            Deadline.within(
                    20, () -> api.call("PUT /actions/a?overwrite=true", ACTION).status() == 200);
            api.balancer.define("a", message -> new Publication(new CompletableFuture<>(), new CompletableFuture<>()));
            Reply reply = api.call("POST /actions/a", "{}");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    public void letsRequestsEndBeforeItStops() throws IOException {
        ApiFixture api = new ApiFixture();
        api.call("PUT /actions/a", ACTION);
        CompletableFuture<ActivationMessage> started = new CompletableFuture<>();
        CompletableFuture<Optional<Activation>> result = new CompletableFuture<>();
        api.balancer.define("a", message -> {
            started.complete(message);
            return new Publication(CompletableFuture.completedFuture(null), result);
        });
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        new Thread(() -> reply.complete(api.call("POST /actions/a?blocking=true", "{}"))).start();
        ActivationMessage message = started.join();
        Thread stopping = new Thread(api.api::stop);
        stopping.start();
        Deadline.within(5, () -> api.send("GET //ping", null).status() == 503);
        result.complete(Optional.of(api.balancer.record(
                message, new ActivationResponse(Outcome.SUCCESS, Optional.of(Json.object()), Optional.empty()))));
        assertThat(reply.join().status()).isEqualTo(200);
        Deadline.within(5, () -> !stopping.isAlive());
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), api.api.port()).close())
                .isInstanceOf(IOException.class);
        api.vertx.close();
    }

    @Test
    public void survivesClientsThatLeave() throws IOException {
        try (ApiFixture api = new ApiFixture()) {
            api.call("PUT /actions/a", ACTION);
            List<CompletableFuture<Optional<Activation>>> results = new CopyOnWriteArrayList<>();
            api.balancer.define("a", message -> {
                results.add(new CompletableFuture<>());
                return new Publication(CompletableFuture.completedFuture(null), results.get(results.size() - 1));
            });
            String head = "POST /api/v1/namespaces/_/actions/a?blocking=true HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
            for (int i = 0; i < 20; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.api.port())) {
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                    int expected = i + 1;
                    Deadline.within(5, () -> results.size() == expected);
                }
            }
            results.forEach(result -> result.complete(Optional.of(api.balancer.record(
                    api.balancer.messages.get(0),
                    new ActivationResponse(Outcome.SUCCESS, Optional.of(Json.object()), Optional.empty())))));
            assertThat(api.send("GET //ping", null).body()).isEqualTo("pong");
            long before = System.nanoTime();
            api.api.stop();
            assertThat(System.nanoTime() - before).isLessThan(1_500_000_000L);
        }
    }

    @Test
    public void keepsAnswersApartUnderLoad() throws IOException, InterruptedException {
        try (ApiFixture api = new ApiFixture()) {
            api.call("PUT /actions/a", ACTION);
            int connections = 16;
            int calls = 500;
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            Thread[] threads = new Thread[connections];
            for (int i = 0; i < connections; i++) {
                int number = i;
                threads[i] = new Thread(() -> {
                    try {
                        invoke(api, number, calls);
                    } catch (IOException | RuntimeException | AssertionError e) {
                        failures.add(e);
                    }
                });
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
        }
    }

    private static void invoke(ApiFixture api, int number, int calls) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.api.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int call = 0; call < calls; call++) {
                String body = "{\"n\":" + (number * 1_000_000 + 100_000 + call) + "}";
                String request = "POST /api/v1/namespaces/_/actions/a?blocking=true&result=true HTTP/1.1\r\nHost: x\r\n"
                        + AUTHORIZATION + "Content-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body;
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                StringBuilder answer = new StringBuilder();
                while (answer.indexOf("\r\n\r\n") < 0 || !answer.toString().endsWith("}")) {
                    answer.append((char) in.read());
                }
                assertThat(answer.toString()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + body);
            }
        }
    }
}
