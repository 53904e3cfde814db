package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.controller.WebFixture.ID;
import static org.whirl.controller.WebFixture.ORIGIN;
import static org.whirl.controller.WebFixture.PROTECTED;
import static org.whirl.controller.WebFixture.lines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.json.Json;

/** What web actions get to know of requests (contract: web actions, 1.6 to 1.8). */
public final class WebRequestsTest {
    private static final String NONE = "(none)";

    private final WebFixture web = new WebFixture("requests");

    @After
    public void close() {
        web.close();
    }

    /** The arguments of the last invocation, without those that every request has. */
    private String own() {
        ObjectNode rest = web.arguments().deepCopy();
        rest.remove(Arrays.asList("__ow_method", "__ow_headers", "__ow_path"));
        return Json.text(rest);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] type(String type) {
        return type.equals(NONE) ? new String[] {} : new String[] {"Content-Type", type};
    }

    @Test
    public void decodesBodies() {
        String[][] table = {
            {NONE, null, "{}"},
            {NONE, "abc", "{\"__ow_body\":\"" + base64("abc") + "\"}"},
            {"no type", "abc", "{\"__ow_body\":\"" + base64("abc") + "\"}"},
            {"application/json", "", "{}"},
            {"application/json", "{\"a\":1.50,\"b\":{}}", "{\"a\":1.50,\"b\":{}}"},
            {"application/json;charset=utf-8", "{\"a\":1}", "{\"a\":1}"},
            {"application/hal+json", "{\"a\":1}", "{\"a\":1}"},
            {"application/json", "[1,2]", "{\"__ow_body\":[1,2]}"},
            {"application/json", "\"x\"", "{\"__ow_body\":\"x\"}"},
            {"application/json", "7", "{\"__ow_body\":7}"},
            {"application/json", "true", "{\"__ow_body\":true}"},
            {"application/json", "null", "{\"__ow_body\":null}"},
            {"application/x-www-form-urlencoded", "a=1&b=x+y%21&a=2&flag", "{\"a\":\"2\",\"b\":\"x y!\",\"flag\":\"\"}"
            },
            {"text/plain", "hé", "{\"__ow_body\":\"hé\"}"},
            {"text/plain", "", "{\"__ow_body\":\"\"}"},
            {"text/html; charset=utf-8", "<p>", "{\"__ow_body\":\"<p>\"}"},
            {"application/xml", "<a/>", "{\"__ow_body\":\"<a/>\"}"},
            {"application/octet-stream", "abc", "{\"__ow_body\":\"" + base64("abc") + "\"}"},
            {"image/svg+xml", "<svg/>", "{\"__ow_body\":\"" + base64("<svg/>") + "\"}"},
            {"image/png", "abc", "{\"__ow_body\":\"" + base64("abc") + "\"}"},
            {"text/yaml", "a: b", "{\"__ow_body\":\"" + base64("a: b") + "\"}"},
            {"text/yaml; charset=utf-8", "a: b", "{\"__ow_body\":\"a: b\"}"},
            {"application/zip; charset=utf-8", "abc", "{\"__ow_body\":\"" + base64("abc") + "\"}"},
            {"multipart/form-data; boundary=\"x;y\"", "--x", "{\"__ow_body\":\"" + base64("--x") + "\"}"},
        };
        for (String[] row : table) {
            for (String method : new String[] {"POST", "GET"}) {
                web.check(method + " w", row[1], 204, type(row[0]));
                assertThat(own()).as(row[0] + " " + row[1]).isEqualTo(row[2]);
            }
        }
    }

    @Test
    public void leavesBodiesOfRawActionsAsTheyAre() {
        web.define("r", "raw-http=true");
        String[][] table = {
            {NONE, null, ""},
            {NONE, "abc", base64("abc")},
            {"application/json", "{\"a\":1}", base64("{\"a\":1}")},
            {"application/json; charset=utf-8", "{", base64("{")},
            {"application/json", "", ""},
            {"application/vnd.api+json", "{\"a\":1}", "{\"a\":1}"},
            {"application/hal+json", "{\"a\":1}", base64("{\"a\":1}")},
            {"application/hal+json;charset=utf-8", "{\"a\":1}", "{\"a\":1}"},
            {"application/x-www-form-urlencoded", "a=1&a=2", "a=1&a=2"},
            {"text/plain", "abc", "abc"},
            {"application/pdf", "abc", base64("abc")},
        };
        for (String[] row : table) {
            web.check("POST r", row[1], 204, type(row[0]));
            assertThat(own()).isEqualTo("{\"__ow_query\":\"\",\"__ow_body\":\"" + row[2].replace("\"", "\\\"") + "\"}");
        }
        String[][] queries = {
            {"?a=1&b", "a=1&b"},
            {"?a=x+y%20z&c=%c3%a9%2f&d=", "a=x+y+z&c=%C3%A9/&d="},
            {"?__ow_method=x", "__ow_method=x"},
            {"?", ""},
        };
        for (String[] row : queries) {
            web.check("GET r" + row[0], null, 204);
            assertThat(web.arguments().path("__ow_query").textValue()).isEqualTo(row[1]);
        }
    }

    @Test
    public void readsBytes() {
        byte[] bytes = {0, (byte) 0xff, 13, 10};
        Reply reply = web.api.exchange(
                "PUT /api/v1/web/guest/default/w", BodyPublishers.ofByteArray(bytes), "Content-Type", "image/png");
        web.vectors.check(reply, "bytes", 204);
        assertThat(own()).isEqualTo("{\"__ow_body\":\"AP8NCg==\"}");
    }

    @Test
    public void refusesMalformedJson() {
        int before = web.invocations();
        for (String body : new String[] {"{", "{\"a\":1}x", "nope"}) {
            Reply reply = web.check("POST w", body, 400, type("application/json"));
            assertThat(reply.error()).startsWith("The request content was malformed:\n");
            assertThat(reply.body()).startsWith("{\"error\":");
            assertThat(lines(reply, ORIGIN)).isEmpty();
            assertThat(reply.header(ID)).isEmpty();
        }
        assertThat(web.invocations()).isEqualTo(before);
    }

    @Test
    public void readsQueries() {
        String[][] table = {
            {"?a=1&a=2", "{\"a\":\"2\"}"},
            {"?a=x+y%20z%c3%a9", "{\"a\":\"x y zé\"}"},
            {"?flag", "{\"flag\":\"\"}"},
            {"?a=1;b=2", "{\"a\":\"1;b=2\"}"},
            {"?a=b=c", "{\"a\":\"b=c\"}"},
            {"?", "{}"},
        };
        for (String[] row : table) {
            web.check("GET w" + row[0], null, 204);
            assertThat(own()).as(row[0]).isEqualTo(row[1]);
        }
        web.check("POST w?a=1&b=2", "{\"a\":3}", 204, type("application/json"));
        assertThat(own()).isEqualTo("{\"a\":3,\"b\":\"2\"}");
    }

    @Test
    public void passesHeaders() {
        web.check(
                "GET w",
                null,
                204,
                "X-Twice",
                "1",
                "X-Twice",
                "2",
                "Cookie",
                "a=b; c=d",
                "Authorization",
                ApiFixture.basic(ApiFixture.OTHER),
                "Timeout-Access",
                "x",
                "X-Require-Whisk-Auth",
                "s");
        ObjectNode headers = web.arguments().path("__ow_headers").deepCopy();
        assertThat(headers.path("x-twice").textValue()).isEqualTo("2");
        assertThat(headers.path("cookie").textValue()).isEqualTo("a=b; c=d");
        assertThat(headers.path("authorization").textValue()).startsWith("Basic ");
        assertThat(headers.path("x-require-whisk-auth").textValue()).isEqualTo("s");
        assertThat(headers.has("host")).isTrue();
        assertThat(headers.has("timeout-access")).isFalse();
        assertThat(headers.has("content-type")).isFalse();
        assertThat(web.arguments().path("__ow_user").textValue()).isEqualTo("other");
        web.check("POST w", "{}", 204, type("application/json;charset=utf-8"));
        headers = web.arguments().path("__ow_headers").deepCopy();
        assertThat(headers.path("content-type").textValue()).isEqualTo("application/json");
        assertThat(headers.has("content-length")).isFalse();
        web.check("POST w", "x", 204, type("text/plain; charset=x"));
        assertThat(web.arguments().at("/__ow_headers/content-type").textValue()).isEqualTo("text/plain; charset=x");
    }

    @Test
    public void protectsParameters() {
        String bound = ",\"parameters\":[{\"key\":\"y\",\"value\":1},{\"key\":\"free\",\"value\":null}]";
        web.defineWith("open", bound);
        web.defineWith("final", bound, "final=true");
        web.defineWith("raw", bound, "final=true", "raw-http=true");
        web.check("POST open.json?y=2", null, 200);
        assertThat(own()).isEqualTo("{\"y\":\"2\",\"free\":null}");
        int before = web.invocations();
        String json = "application/json";
        Reply reply = web.refused("POST final.json?y=1", null, 400, PROTECTED);
        assertThat(lines(reply, ORIGIN)).containsExactly("*");
        assertThat(reply.header(ID)).isEmpty();
        web.refused("POST final.json", "{\"y\":1}", 400, PROTECTED, type(json));
        web.refused("POST final", "y=1", 400, PROTECTED, type("application/x-www-form-urlencoded"));
        for (String name : new String[] {"method", "headers", "path", "user", "query", "body"}) {
            web.refused("GET open?__ow_" + name + "=1", null, 400, PROTECTED);
            web.refused("POST open", "{\"__ow_" + name + "\":1}", 400, PROTECTED, type(json));
        }
        assertThat(web.invocations()).isEqualTo(before);
        web.check("POST final.json?free=1&new=2", null, 200);
        web.check("POST raw.json?y=2&__ow_path=x", "{\"y\":1}", 200, type(json));
        assertThat(web.arguments().path("y").intValue()).isEqualTo(1);
    }
}
