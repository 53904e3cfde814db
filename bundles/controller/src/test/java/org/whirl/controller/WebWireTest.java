package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.balancer.LoadBalancer.Publication;

/** Web actions as they are on the wire, where usual clients cannot go. */
public final class WebWireTest {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final WebFixture web = new WebFixture("on the wire");

    @After
    public void close() {
        web.close();
    }

    /** The whole answer, to its end of the connection. */
    private String exchange(String line, String rest) throws IOException {
        String request = line.replace(" w", " /api/v1/web/guest/default/w") + " HTTP/1.1\r\nHost: x\r\n" + rest;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.api.api.port())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    public void refusesBrokenEscapes() throws IOException {
        for (String target : new String[] {"w%zz", "w?a=%zz", "w?%", "w/a%2"}) {
            String answer = exchange("GET " + target, "Connection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 400 ").containsIgnoringCase("content-type: text/plain");
        }
        assertThat(web.invocations()).isZero();
    }

    @Test
    public void endsAfterAnswersThatClientsTakeForPreliminary() throws IOException {
        for (int status : new int[] {100, 101, 103, 199}) {
            web.returns("{\"statusCode\":" + status + ",\"body\":\"x\",\"headers\":{\"content-type\":\"text/plain\"}}");
            String answer = exchange("GET w", "\r\n");
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").endsWith("\r\n\r\n");
            assertThat(answer).doesNotContainIgnoringCase("\ncontent-type");
        }
    }

    @Test
    public void sendsNoLengthWhereThereIsNoBody() throws IOException {
        for (int status : new int[] {204, 304}) {
            web.returns("{\"statusCode\":" + status + "}");
            assertThat(exchange("GET w", "Connection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .doesNotContainIgnoringCase("content-length")
                    .endsWith("\r\n\r\n");
        }
        web.returns("{\"statusCode\":444}");
        assertThat(exchange("GET w", "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 444 \r\n")
                .containsIgnoringCase("content-length: 0");
    }

    @Test
    public void readsChunks() throws IOException {
        String headers = "Connection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(exchange("POST w", headers + "3\r\n{\"a\r\n5\r\n\": 1}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 204 ");
        assertThat(web.arguments().path("a").intValue()).isEqualTo(1);
        assertThat(web.arguments().path("__ow_headers").has("transfer-encoding"))
                .isFalse();
        String chunk = "40000\r\n" + "x".repeat(0x40000) + "\r\n";
        assertThat(exchange("POST w", headers + chunk.repeat(5) + "0\r\n\r\n")).startsWith("HTTP/1.1 413 ");
    }

    @Test
    public void answersBeforeTheEndOfLongActions() {
        Settings.Times times = new Settings.Times(500, 100, 1000, 15_000);
        try (ApiFixture impatient = new ApiFixture(settings -> ServerTest.with(settings, 0, times))) {
            impatient.call(
                    "PUT /actions/slow",
                    "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},"
                            + "\"annotations\":[{\"key\":\"web-export\",\"value\":true}]}");
            impatient.balancer.define(
                    "slow",
                    message -> new Publication(CompletableFuture.completedFuture(null), new CompletableFuture<>()));
            Vectors vectors = new Vectors("web actions: waiting", impatient);
            Reply reply = impatient.send("GET /api/v1/web/guest/default/slow.html", null);
            vectors.refused(reply, "slow", 202, "Response not yet ready.");
            String id = impatient.balancer.messages.get(0).activationId().value();
            assertThat(reply.response().headers().firstValue(WebFixture.ID)).isEqualTo(Optional.of(id));
            assertThat(reply.header(WebFixture.ORIGIN)).isEqualTo("*");
        }
    }
}
