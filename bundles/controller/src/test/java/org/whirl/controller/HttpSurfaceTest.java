package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.After;
import org.junit.Test;

/** Routes, names, media types, sizes and headers (contract: REST API, 1). */
public final class HttpSurfaceTest {
    private static final String[] GUEST = {
        "Authorization", ApiFixture.basic(ApiFixture.GUEST), "Content-Type", "application/json"
    };
    private static final String ACTION = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("HTTP surface", api);

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    @Test
    public void describesThePlatform() {
        Reply info = vectors.check(api.send("GET /", null), "/", 200);
        assertThat(info.at("/api_paths")).isEqualTo("[\"/api/v1\"]");
        assertThat(info.at("/limits/max_action_memory")).isEqualTo("536870912");
        assertThat(info.at("/limits/sequence_length")).isEqualTo("50");
        assertThat(info.json().path("limits")).hasSize(16);
        assertThat(info.at("/runtimes/nodejs/1"))
                .isEqualTo("{\"kind\":\"nodejs:20\",\"image\":\"example/nodejs20\",\"deprecated\":false,"
                        + "\"default\":true,\"attached\":true,\"requireMain\":false}");
        assertThat(info.at("/runtimes/java/0/default")).isEqualTo("true");
        assertThat(info.json().at("/runtimes").has("python")).isFalse();
        assertThat(vectors.check(api.send("GET //ping", null), "ping", 200).body())
                .isEqualTo("pong");
        assertThat(vectors.check(api.send("GET /api/v1/", null), "/api/v1/", 200)
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
    }

    @Test
    public void knowsNoOtherRoutes() {
        String missing = "The requested resource could not be found.";
        List<String> requests = List.of(
                "POST /actions",
                "PATCH /actions/a",
                "PUT /activations",
                "POST /packages/refresh",
                "GET /api/v1/namespaces/guest",
                "GET /api/v1/namespaces/_x/actions",
                "GET /api/v1/nothing",
                "GET /nothing",
                "GET /actions//a",
                "GET /actions/a/b/c",
                "PUT /actions/a/",
                "POST /actions/p/",
                "GET /actions/p/a/",
                "GET /activations/0a1b2c3d4e5f60718293a4b5c6d7e8f9/logs/",
                "GET /activations/0a1b2c3d4e5f60718293a4b5c6d7e8f9/other",
                "GET /activations/0a1b2c3d4e5f60718293a4b5c6d7e8f9/logs/x");
        for (String request : requests) {
            vectors.refused(request, null, 404, missing);
        }
        assertThat(api.send("HEAD /actions", null, GUEST).status()).isEqualTo(404);
        vectors.check(api.send("GET /api/v1/nothing", null), "no credentials", 401);
        Reply outside = vectors.check(api.send("GET //nothing", null), "outside", 405);
        assertThat(outside.error()).isEqualTo("HTTP method not allowed, supported methods: OPTIONS");
        assertThat(outside.header("Allow")).isEqualTo("OPTIONS");
        vectors.check(api.send("OPTIONS //nothing", null), "outside", 200);
    }

    @Test
    public void servesLimitsAsAWholeOnly() {
        vectors.refused("GET /limits/x", null, 400, "Inner entity level routes for limits are not yet implemented.");
    }

    @Test
    public void refusesIllegalNames() {
        String illegal = "The name of the entity contains illegal characters.";
        for (String name : new String[] {"a%2Fb", "a%2fb", "%20a", "a%20", "-a", "a%24", "%C3%A4", "%FF", "%2e%2e"}) {
            vectors.refused("GET /actions/" + name, null, 400, illegal);
        }
        vectors.refused("GET /actions/p%24/a", null, 400, illegal);
        vectors.refused("GET /actions/p%24/", null, 400, illegal);
        vectors.refused("GET /actions/" + "x".repeat(257), null, 400, "Name segement longer than allowed: 257 > 256.");
        vectors.refused("GET /api/v1/namespaces/a%24/actions", null, 400, "The namespace contains illegal characters.");
        vectors.refused(
                "GET /api/v1/namespaces/" + "x".repeat(257) + "/actions",
                null,
                400,
                "Namespace longer than allowed: 257 > 256.");
        vectors.refused(
                "GET /activations/0a1b2c3d4e5f60718293a4b5c6d7e8fx", null, 400, "The activation id is not valid.");
    }

    @Test
    public void takesOnlyJson() {
        String text = "The request's Content-Type [%s] is not supported. Expected:\napplication/json";
        String[] auth = {"Authorization", GUEST[1]};
        vectors.refused(
                api.send("POST /actions/a", "{}", GUEST[0], GUEST[1], "Content-Type", "text/plain"),
                "text",
                415,
                text.formatted("text/plain"));
        vectors.refused(
                api.send("POST /actions/a", null, GUEST[0], GUEST[1], "Content-Type", "application/vnd.x+json"),
                "json of another type, empty",
                415,
                text.formatted("application/vnd.x+json"));
        vectors.refused(
                api.send("PUT /actions/a", ACTION, auth), "none", 415, text.formatted("application/octet-stream"));
        vectors.refused(
                api.send("PUT /actions/a", ACTION, GUEST[0], GUEST[1], "Content-Type", "nonsense"),
                "unparsable",
                415,
                text.formatted("application/octet-stream"));
        vectors.check(
                api.send(
                        "PUT /actions/a",
                        ACTION,
                        GUEST[0],
                        GUEST[1],
                        "Content-Type",
                        "Application/JSON; charset=utf-8"),
                "with parameter",
                200);
        vectors.check(api.send("POST /actions/a", null, auth), "empty without header", 202);
        vectors.check(api.call("GET /actions/a", "no json at all"), "body of GET ignored", 200);
    }

    @Test
    public void givesOnlyJson() {
        String text = "Resource representation is only available with these types:\napplication/json";
        for (String accept : new String[] {"text/html", "application/json;q=0, */*", "image/*, text/*;q=0.5"}) {
            vectors.refused(api.send("GET /actions", null, GUEST[0], GUEST[1], "Accept", accept), accept, 406, text);
            vectors.check(api.send("GET /actions/none", null, GUEST[0], GUEST[1], "Accept", accept), accept, 404);
        }
        for (String accept :
                new String[] {"*/*", "application/*", "text/html, application/json;q=0.1", "text/html,*/*"}) {
            vectors.check(api.send("GET /actions", null, GUEST[0], GUEST[1], "Accept", accept), accept, 200);
        }
    }

    @Test
    public void isStrictAboutJson() {
        vectors.check("PUT /actions/a", ACTION, 200);
        String prefix = "The request content was malformed:\n";
        String deep = "[".repeat(1001) + "]".repeat(1001);
        for (String body : new String[] {
            "{",
            "{\"a\":1,}",
            "{\"a\":NaN}",
            "\uFEFF{}",
            "{} {}",
            "{/*x*/}",
            "{'a':1}",
            "{\"a\":01}",
            "{\"a\":" + deep + "}"
        }) {
            Reply reply = vectors.check("POST /actions/a", body, 400);
            assertThat(reply.error()).startsWith(prefix);
        }
        for (String body : new String[] {"[1]", "\"x\"", "1", "null", "true"}) {
            vectors.malformed("POST /actions/a", body, "JSON object expected");
        }
        String nested = "{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}";
        assertThat(vectors.check("POST /actions/a?blocking=true&result=true", nested, 200)
                        .body())
                .isEqualTo(nested);
        assertThat(vectors.check("POST /actions/a?blocking=true&result=true", "{\"a\":1,\"a\":\"é😀\"}", 200)
                        .body())
                .isEqualTo("{\"a\":\"é😀\"}");
    }

    @Test
    public void boundsTheSizeOfRequests() {
        vectors.check("PUT /actions/a", ACTION, 200);
        String fits = "{\"a\":\"" + "x".repeat(1024 * 1024 - 8) + "\"}";
        assertThat(vectors.check("POST /actions/a?blocking=true&result=true", fits, 200)
                        .body())
                .hasSize(1024 * 1024);
        vectors.refused(
                "POST /actions/a?timeout=x", fits + " ", 413, "Request larger than allowed: 1048577 > 1048576 bytes.");
        Reply chunked = api.exchange(
                "POST /actions/a",
                BodyPublishers.fromPublisher(BodyPublishers.ofString(fits + " ".repeat(500_000))),
                GUEST);
        vectors.check(chunked, "chunked", 413);
        assertThat(chunked.error()).startsWith("Request larger than allowed: ");
        Reply huge = api.exchange("PUT /actions/a", BodyPublishers.ofByteArray(new byte[52_428_801]), GUEST);
        vectors.check(huge, "beyond the cap", 413);
        vectors.check("GET /actions/a", null, 200);
    }

    @Test
    public void namesRequests() {
        Reply own = vectors.check(api.send("GET /", null, "X-Request-ID", "any thing"), "own", 200);
        assertThat(own.header("X-Request-ID")).isEqualTo("any thing");
        Reply reserved = vectors.check(api.send("GET /", null, "X-Request-ID", "sid_x"), "reserved", 200);
        assertThat(reserved.header("X-Request-ID")).matches("[A-Za-z0-9]{32}");
    }
}
