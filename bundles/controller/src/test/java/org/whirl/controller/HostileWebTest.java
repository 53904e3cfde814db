package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Test;
import org.whirl.spi.json.Json;

/** Generated requests and results, most of them wrong in some way: every one is answered, and none is a fault. */
public final class HostileWebTest {
    private static final int REQUESTS = 3000;
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};
    private static final String[] PATHS = {
        "w",
        "w.json",
        "w.html",
        "w.svg",
        "w.text",
        "w.http/a/%2F/../b",
        "w//",
        "r",
        "r.text/%F0%9F%98%80",
        "w%00",
        "w.",
        ".json",
        "%20",
        "final.json",
        "own",
        "no"
    };
    private static final String[] QUERIES = {
        "", "?", "?a=b&a", "?&&=&=", "?x=%ff%fe", "?__ow_path=1", "?%", "?y=+%2b;[]"
    };
    private static final String[] TYPES = {
        "application/json",
        "application/hal+json",
        "text/plain",
        "",
        "/",
        "a/b;c=\"\\",
        "multipart/form-data;boundary=a",
        "application/x-www-form-urlencoded",
        "text/yaml;;charset=",
        "*/*",
        "text/html;charset=\"x"
    };
    private static final String[] BODIES = {
        "",
        "{}",
        "[]",
        "null",
        "{\"y\":1}",
        "{",
        "a=%zz&b",
        "&&",
        "\u00ff\u00fe",
        "{\"__ow_body\":{}}",
        "{\"a\":\"\\ud800\"}"
    };
    private static final String[] TEXTS = {
        "",
        "x",
        "text/html",
        "application/json",
        "image/png",
        "a/b; c=\"\u0000\"",
        "a/b;\r\nc=d",
        "text/plain; a=\"\u20ac\"",
        "\r\n",
        "a\nb",
        "\u0000",
        "\u000b",
        "\u20ac",
        "text/html; charset",
        "YWJj",
        "\ud83d",
        "200",
        "999",
        "-1",
        "\u007f",
        "chunked",
        "x".repeat(5000)
    };
    private static final String[] NAMES = {
        "content-type",
        "Content-Type",
        "Set-Cookie",
        "x y",
        "",
        ":",
        "a\r\nb",
        "Transfer-Encoding",
        "Content-Length",
        "connection",
        "X-\u20ac",
        "Location",
        "Trailer",
        "Upgrade",
        "WWW-Authenticate",
        "Expect",
        "Keep-Alive"
    };

    private final Random random = new Random(20260102);

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void value(ObjectNode to, String name, int depth) {
        switch (random.nextInt(depth > 2 ? 5 : 7)) {
            case 0 -> to.putNull(name);
            case 1 -> to.put(name, random.nextBoolean());
            case 2 -> to.put(name, random.nextInt(700));
            case 3, 4 -> to.put(name, any(TEXTS));
            case 5 -> {
                ObjectNode inner = to.putObject(name);
                for (int i = random.nextInt(4); i > 0; i--) {
                    value(inner, any(NAMES), depth + 1);
                }
            }
            default -> {
                ArrayNode inner = to.putArray(name);
                for (int i = random.nextInt(3); i > 0; i--) {
                    inner.add(any(TEXTS));
                }
            }
        }
    }

    private String result() {
        ObjectNode result = Json.object();
        if (random.nextInt(4) == 0) {
            value(result, "statusCode", 3);
        }
        if (random.nextInt(3) > 0) {
            ObjectNode headers = result.putObject("headers");
            for (int i = random.nextInt(4); i > 0; i--) {
                headers.put(any(NAMES), any(TEXTS));
            }
        }
        for (String name : new String[] {"headers", "body", "text", "html", "svg"}) {
            if (random.nextInt(3) == 0) {
                value(result, name, 0);
            }
        }
        return Json.text(result);
    }

    private byte[] request() {
        String body = any(BODIES);
        String path = random.nextInt(8) == 0 ? "/" + any(PATHS) : "/guest/default/" + any(PATHS);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                any(METHODS) + " /api/v1/web" + path + any(QUERIES) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + (random.nextInt(3) == 0 ? "" : "Content-Type: " + any(TYPES) + "\r\n")
                        + (random.nextInt(4) == 0 ? "Accept: ;,/,text/*;q=x, image/*;q=0\r\n" : "")
                        + (random.nextInt(4) == 0 ? "Authorization: Basic \u00ff=\r\n" : "")
                        + (random.nextInt(4) == 0 ? "Access-Control-Request-Headers: a\u000b\u00e4\r\n" : "")
                        + "Content-Length: " + bytes.length + "\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(bytes);
        return all.toByteArray();
    }

    @Test
    public void answersThemAll() throws IOException {
        Map<String, Integer> statuses = new TreeMap<>();
        try (WebFixture web = new WebFixture("hostile")) {
            web.define("r", "raw-http=true");
            web.define("own", "web-custom-options=true");
            web.define("final", "final=true");
            for (int i = 0; i < REQUESTS; i++) {
                String result = result();
                web.returns(result);
                byte[] request = request();
                String text = new String(request, StandardCharsets.ISO_8859_1) + "\n" + result;
                String answer = send(web, request);
                assertThat(answer).as(text).matches("(?s)HTTP/1\\.[01] \\d{3} .*\r\n\r\n.*");
                String status = answer.substring(9, 12);
                statuses.merge(status, 1, Integer::sum);
                boolean own = answer.contains("\"error\": \"There was") || answer.contains("\"error\":\"There was");
                assertThat(own).as(text + "\n->\n" + answer).isFalse();
            }
            web.check("GET no", null, 404);
        }
        System.out.println("web requests answered: " + REQUESTS + ", by status " + statuses);
    }

    private static String send(WebFixture web, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.api.api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
