package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Test;

/** Thousands of requests, valid, nearly valid and hostile: each gets an answer, and none breaks the server. */
public final class HostileRequestsTest {
    private static final int REQUESTS = 10_000;
    private static final int WARM_UP = 1_000;

    /** What caches and the stores in memory may hold on to. */
    private static final long KEPT_BYTES = 32L * 1024 * 1024;

    private static final String[] METHODS = {
        "GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE", "get", "FOO"
    };
    private static final String[] SEGMENTS = {
        "",
        "/",
        "/api",
        "/api/v1",
        "/namespaces",
        "/_",
        "/guest",
        "/other",
        "/actions",
        "/activations",
        "/packages",
        "/triggers",
        "/rules",
        "/limits",
        "/a",
        "/b",
        "/%2F",
        "/%zz",
        "/%00",
        "/..",
        "/.",
        "//",
        "/%F0%9F%98%80",
        "/a b",
        "/0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "/logs",
        "/result",
        "/\u00e4",
        "/web",
        "/ping",
        "/%",
        "/a%20b"
    };
    private static final String[] LIKELY = {
        "/actions",
        "/actions/a",
        "/actions/b",
        "/actions/a%20b",
        "/actions/p/",
        "/actions/p/a",
        "/packages",
        "/packages/p",
        "/packages/b",
        "/triggers/t",
        "/rules/r",
        "/activations",
        "/limits"
    };
    private static final String[] QUERIES = {
        "",
        "?",
        "?limit=1",
        "?limit=x",
        "?skip=-1",
        "?count=true",
        "?docs=1",
        "?blocking=true",
        "?blocking=true&result=1",
        "?overwrite=true",
        "?force=true",
        "?code=false",
        "?a=%zz",
        "?&&=&=",
        "?timeout=5",
        "?name=a/b",
        "?since=99999999999999999999"
    };
    private static final String[] TYPES = {
        "application/json", "application/json; charset=x", "text/plain", "", "/", ";", "application/json, text/html"
    };
    private static final String[] BODIES = {
        "",
        "{}",
        "[]",
        "null",
        "1",
        "{\"exec\":{\"kind\":\"nodejs:default\",\"code\":\"x\"}}",
        "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/a\",\"//\",\"\"]}}",
        "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"\\ud83d\"},\"limits\":{\"memory\":1e999999999}}",
        "{\"exec\":[],\"limits\":[],\"parameters\":{},\"annotations\":1,\"version\":\"99999999999.1.1\"}",
        "{\"exec\":{\"kind\":\":\"}}",
        "{\"exec\":{\"kind\":\"default\"}}",
        "{\"exec\":{\"kind\":\":default\",\"code\":\"\"}}",
        "{\"binding\":{\"namespace\":\"_\",\"name\":\"p\"}}",
        "{\"binding\":{\"namespace\":\"_\",\"name\":[]},\"publish\":true}",
        "{\"trigger\":\"/_/t\",\"action\":{\"path\":\"_/p\",\"name\":\"a\"}}",
        "{\"trigger\":{\"path\":\"/\",\"name\":\"\"},\"action\":\"a/b/c/d\"}",
        "{\"status\":\"active\"}",
        "{\"status\":{}}",
        "{\"annotations\":[{\"key\":\"feed\",\"value\":\"//\"}],\"limits\":{}}",
        "{\"error\":null}",
        "{\"a\":\"\\u0000\\ud800\"}",
        "{\"a\":1e-999999999}",
        "{",
        "\"",
        "\u00ff\u00fe",
        "{\"a\":"
    };

    private final Random random = new Random(20260101);

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String path() {
        if (random.nextBoolean()) {
            return "/api/v1/namespaces/_" + any(LIKELY) + any(QUERIES);
        }
        StringBuilder path = new StringBuilder(random.nextInt(10) == 0 ? "" : "/api/v1/namespaces/_");
        for (int i = random.nextInt(5); i >= 0; i--) {
            path.append(any(SEGMENTS));
        }
        return (path.length() == 0 ? "/" : path) + any(QUERIES);
    }

    private String request() {
        String body = any(BODIES);
        String length = random.nextInt(20) == 0 ? "x" : Integer.toString(body.length());
        boolean chunked = random.nextInt(10) == 0;
        String method = METHODS[random.nextInt(random.nextInt(4) > 0 ? 4 : METHODS.length)];
        return method + " " + path() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + (random.nextInt(20) == 0 ? "" : "Authorization: " + ApiFixture.basic(ApiFixture.GUEST) + "\r\n")
                + "Content-Type: " + (random.nextInt(3) > 0 ? TYPES[0] : any(TYPES)) + "\r\n"
                + (random.nextInt(10) == 0 ? "Accept: ;,/,*;q=x\r\n" : "")
                + (chunked
                        ? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                                + (body.isEmpty() ? "\r\n" : "\r\n0\r\n\r\n")
                        : "Content-Length: " + length + "\r\n\r\n" + body);
    }

    @Test
    public void answersThemAll() throws IOException {
        Map<String, Integer> statuses = new TreeMap<>();
        try (ApiFixture api = new ApiFixture()) {
            long base = 0;
            for (int i = 0; i < REQUESTS; i++) {
                if (i == WARM_UP) {
                    base = usedMemory();
                }
                String request = request();
                String answer = send(api, request);
                assertThat(answer).as(request).matches("(?s)HTTP/1\\.[01] \\d{3} .*");
                String status = answer.substring(9, 12);
                statuses.merge(status, 1, Integer::sum);
                assertThat(status).as(request + "\n->\n" + answer).isNotEqualTo("500");
                assertThat(answer).as(request).doesNotContain("Exception", "\tat ");
            }
            assertThat(api.send("GET //ping", null).status()).isEqualTo(200);
            assertThat(usedMemory()).isLessThan(base + KEPT_BYTES);
        }
        // The contract names 502 and 503 only.
        assertThat(statuses.keySet())
                .filteredOn(status -> status.startsWith("5"))
                .isSubsetOf("502", "503");
        System.out.println("hostile requests: " + statuses);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String send(ApiFixture api, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
