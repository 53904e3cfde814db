package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.controller.WebFixture.ID;
import static org.whirl.controller.WebFixture.ORIGIN;
import static org.whirl.controller.WebFixture.lines;

import java.util.Set;
import java.util.TreeSet;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.entity.ActivationResponse.Outcome;

/** How results of web actions are answered (contract: web actions, 1.9 to 1.13 and 1.17). */
public final class WebResultsTest {
    private static final String HTTP = "Response is not valid 'message/http'.";
    private static final String MISMATCH = "Response type in header did not match generated content type.";
    private static final String UNKNOWN = "Response did not specify a known content-type.";
    private static final String HTML = "text/html; charset=UTF-8";
    private static final String JSON = "application/json";
    private static final String PLAIN = "text/plain; charset=UTF-8";

    private final WebFixture web = new WebFixture("results");

    @After
    public void close() {
        web.close();
    }

    private Reply shown(String extension, int status, String type, String body) {
        Reply reply = web.check("GET w" + extension, null, status);
        assertThat(reply.header("Content-Type")).isEqualTo(type);
        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.header(ID)).hasSize(32);
        assertThat(lines(reply, ORIGIN)).contains("*");
        return reply;
    }

    private void refused(String extension, int status, String error) {
        Reply reply = web.refused("GET w" + extension, null, status, error);
        assertThat(reply.header(ID)).hasSize(32);
        assertThat(lines(reply, ORIGIN)).containsExactly("*");
    }

    @Test
    public void answersWithBodies() {
        Object[][] table = {
            {"{}", 204, "", ""},
            {"{\"other\":1}", 204, "", ""},
            {"{\"statusCode\":200}", 200, "", ""},
            {"{\"body\":null,\"headers\":{\"Content-Type\":\"xyzbar\"}}", 204, "", ""},
            {"{\"body\":\"\",\"headers\":{\"Content-Type\":\"text/plain\"}}", 204, "", ""},
            {"{\"body\":\"hello\"}", 200, HTML, "hello"},
            {"{\"body\":\"é€\"}", 200, HTML, "é€"},
            {"{\"body\":3}", 200, JSON, "3"},
            {"{\"body\":false}", 200, JSON, "false"},
            {"{\"body\":[1,\"a\"]}", 200, JSON, "[1, \"a\"]"},
            {"{\"body\":{\"a\":{\"b\":1.50}}}", 200, JSON, "{\n  \"a\": {\n    \"b\": 1.50\n  }\n}"},
            {"{\"statusCode\":201,\"body\":{\"a\":[{\"b\":1}]}}", 201, JSON, "{\n  \"a\": [{\n    \"b\": 1\n  }]\n}"},
            {"{\"statusCode\":\"444\"}", 444, "", ""},
            {"{\"statusCode\":418,\"body\":\"tea\"}", 418, HTML, "tea"},
            {"{\"statusCode\":599}", 599, "", ""},
            {"{\"statusCode\":204,\"body\":\"x\"}", 204, "", ""},
            {"{\"statusCode\":304,\"body\":{\"a\":1}}", 304, "", ""},
            {headed("application/json", "\"hello world\""), 200, JSON, "hello world"},
            {headed("application/json; charset=latin1", "\"hello world\""), 200, JSON, "hello world"},
            {headed("application/json", "\"eyJhIjoxfQ==\""), 200, JSON, "{\"a\":1}"},
            {headed("application/json", "{\"a\":1}"), 200, JSON, "{\n  \"a\": 1\n}"},
            {headed("application/hal+json; charset=x", "{\"a\":1}"), 200, "application/hal+json", "{\n  \"a\": 1\n}"},
            {headed("application/hal+json", "\"eyJhIjoxfQ==\""), 200, "application/hal+json", "{\"a\":1}"},
            {headed("text/css", "\"a{}\""), 200, "text/css; charset=UTF-8", "a{}"},
            {headed("text/csv; header=present; charset=x", "\"a\""), 200, "text/csv; header=present; charset=UTF-8", "a"
            },
            {headed("text/yaml;charset=utf-8", "\"a: b\""), 200, "text/yaml; charset=UTF-8", "a: b"},
            {headed("image/svg+xml", "\"PHN2Zy8+\""), 200, "image/svg+xml", "<svg/>"},
            {headed("image/png", "\"aGk\""), 200, "image/png", "hi"},
            {"{\"headers\":{\"CONTENT-TYPE\":[\"text/plain\",\"image/png\"]},\"body\":\"x\"}", 200, PLAIN, "x"},
        };
        for (Object[] row : table) {
            web.returns((String) row[0]);
            for (String extension : new String[] {"", ".http"}) {
                shown(extension, (int) row[1], (String) row[2], (String) row[3]);
            }
        }
    }

    private static String headed(String type, String body) {
        return "{\"headers\":{\"content-type\":\"" + type + "\"},\"body\":" + body + "}";
    }

    @Test
    public void refusesWrongResults() {
        String[][] table = {
            {"{\"statusCode\":\"xyz\"}", HTTP},
            {"{\"statusCode\":99}", HTTP},
            {"{\"statusCode\":600}", HTTP},
            {"{\"statusCode\":200.5}", HTTP},
            {"{\"statusCode\":null}", HTTP},
            {"{\"statusCode\":true}", HTTP},
            {"{\"statusCode\":1e99}", HTTP},
            {"{\"headers\":1}", HTTP},
            {"{\"headers\":null}", HTTP},
            {"{\"headers\":{\"a\":null}}", HTTP},
            {"{\"headers\":{\"a\":{}}}", HTTP},
            {"{\"headers\":{\"a\":[\"b\",[null]]}}", HTTP},
            {headed("text/html", "{\"a\":1}"), MISMATCH},
            {headed("text/html", "1"), MISMATCH},
            {headed("image/png", "\"no base64!\""), MISMATCH},
            {headed("image/svg+xml", "\"<svg/>\""), MISMATCH},
            {headed("application/hal+json", "\"{}\""), MISMATCH},
            {headed("xyzbar", "\"x\""), UNKNOWN},
            {headed("", "\"x\""), UNKNOWN},
            {"{\"headers\":{\"content-type\":7},\"body\":\"x\"}", UNKNOWN},
            {"{\"headers\":{\"content-type\":[true,\"text/plain\"]},\"body\":{}}", UNKNOWN},
        };
        for (String[] row : table) {
            web.returns(row[0]);
            refused("", 400, row[1]);
        }
    }

    @Test
    public void sendsHeaders() {
        web.returns("{\"headers\":{\"Set-Cookie\":[\"a=b\",[\"c=d\"]],\"X-Number\":1.50,\"X-Flag\":true,"
                + "\"Access-Control-Allow-Origin\":\"https://example.org\",\"X-Request-ID\":\"mine\","
                + "\"Content-Length\":\"77\",\"Connection\":\"close\",\"Transfer-Encoding\":\"chunked\","
                + "\"Date\":\"now\",\"Server\":\"me\",\"X-Split\":\"a\\r\\nX-Evil: 1\",\"X-Evil\\n\":\"1\",\"x y\":\"1\","
                + "\"Content-Type\":[],\"Cache-Control\":\"no-store\"}}");
        Reply reply = shown("", 204, "", "");
        assertThat(lines(reply, "Set-Cookie")).containsExactly("a=b", "c=d");
        assertThat(lines(reply, "X-Number")).containsExactly("1.50");
        assertThat(lines(reply, "X-Flag")).containsExactly("true");
        assertThat(lines(reply, ORIGIN)).containsExactly("*", "https://example.org");
        assertThat(lines(reply, "X-Request-ID")).hasSize(2).contains("mine");
        assertThat(lines(reply, "Cache-Control")).containsExactly("no-store");
        for (String name : Set.of("Date", "Server", "Connection", "Transfer-Encoding", "X-Split", "X-Evil")) {
            assertThat(lines(reply, name)).as(name).isEmpty();
        }
        web.returns("{}");
        assertThat(new TreeSet<>(WebFixture.headers(shown("", 204, "", "")).keySet()))
                .containsExactly(
                        "access-control-allow-headers",
                        "access-control-allow-methods",
                        "access-control-allow-origin",
                        ID,
                        "x-request-id");
        web.returns("{\"statusCode\":302,\"headers\":{\"location\":\"/elsewhere?a=b\"}}");
        assertThat(lines(shown("", 302, "", ""), "Location")).containsExactly("/elsewhere?a=b");
    }

    @Test
    public void suppressesBodiesOfHead() {
        web.returns("{\"body\":\"hello\",\"headers\":{\"X-A\":\"b\"}}");
        Reply reply = web.check("HEAD w", null, 200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Content-Type")).isEqualTo(HTML);
        assertThat(reply.header("X-A")).isEqualTo("b");
        assertThat(reply.header("Content-Length")).isEqualTo("5");
        web.returns("{\"statusCode\":404}");
        web.check("HEAD w", null, 404);
    }

    @Test
    public void showsResultsByExtension() {
        Object[][] table = {
            {".json", "{\"foobar\":\"foobar\"}", 200, JSON, "{\n  \"foobar\": \"foobar\"\n}"},
            {
                ".json",
                "{\"statusCode\":404,\"body\":\"x\"}",
                200,
                JSON,
                "{\n  \"statusCode\": 404,\n  \"body\": \"x\"\n}"
            },
            {".html", "{\"html\":\"<p>é\"}", 200, HTML, "<p>é"},
            {".html", "{\"html\":\"no\",\"body\":\"yes\"}", 200, HTML, "yes"},
            {".html", "{\"html\":\"\"}", 200, HTML, ""},
            {".svg", "{\"svg\":\"<svg/>\"}", 200, "image/svg+xml", "<svg/>"},
            {".svg", "{\"body\":\"<svg/>\",\"statusCode\":500}", 200, "image/svg+xml", "<svg/>"},
            {".text", "{\"text\":\"a\"}", 200, PLAIN, "a"},
            {".text", "{\"body\":\"b\",\"text\":\"a\"}", 200, PLAIN, "b"},
            {".text", "{\"body\":null,\"text\":\"a\"}", 200, PLAIN, "null"},
            {".text", "{\"text\":{\"a\":1}}", 200, PLAIN, "{\n  \"a\": 1\n}"},
            {".text", "{\"text\":[1,2]}", 200, PLAIN, "[1, 2]"},
            {".text", "{\"text\":1.0}", 200, PLAIN, "1.0"},
            {".text", "{\"text\":true}", 200, PLAIN, "true"},
        };
        for (Object[] row : table) {
            web.returns((String) row[1]);
            shown((String) row[0], (int) row[2], (String) row[3], (String) row[4]);
        }
        String[][] refusals = {
            {".html", "{\"html\":1}", "Response is not valid 'text/html'."},
            {".html", "{\"html\":\"a\",\"body\":null}", "Response is not valid 'text/html'."},
            {".html", "{}", "Response is not valid 'text/html'."},
            {".svg", "{\"svg\":{}}", "Response is not valid 'image/svg+xml'."},
        };
        for (String[] row : refusals) {
            web.returns(row[1]);
            refused(row[0], 400, row[2]);
        }
        web.returns("{\"x\":1}");
        refused(".text", 404, "Response does not include requested property.");
    }

    @Test
    public void showsErrors() {
        web.ends(Outcome.APPLICATION_ERROR, "{\"error\":{\"statusCode\":401,\"body\":\"no\"}}");
        shown("", 401, HTML, "no");
        web.ends(Outcome.APPLICATION_ERROR, "{\"error\":\"boom\"}");
        refused(".http", 400, HTTP);
        refused(".json", 400, "Response is not valid 'application/json'.");
        shown(".html", 200, HTML, "boom");
        shown(".text", 200, PLAIN, "boom");
        web.ends(Outcome.APPLICATION_ERROR, "{\"error\":[1]}");
        shown(".json", 200, JSON, "[1]");
        refused(".html", 400, "Response is not valid 'text/html'.");
        web.ends(Outcome.APPLICATION_ERROR, "{}");
        refused(".json", 404, "Response does not include requested property.");
        for (Outcome outcome : new Outcome[] {Outcome.DEVELOPER_ERROR, Outcome.INTERNAL_ERROR}) {
            web.ends(outcome, "{\"error\":{\"statusCode\":200}}");
            for (String extension : new String[] {"", ".json", ".html", ".svg", ".text"}) {
                refused(extension, 400, "There was an error processing your request.");
            }
        }
        web.returns("[1]");
        refused(".json", 500, "There was an internal server error.");
    }

    @Test
    public void answersOnlyWhatTheClientTakes() {
        String text = "Resource representation is only available with these types:\n";
        Object[][] table = {
            {"", "{\"body\":\"x\"}", "application/json", text + HTML},
            {"", "{\"body\":\"x\"}", "text/html;q=0, */*", text + HTML},
            {".json", "{}", "text/*", text + JSON},
            {".text", "{\"text\":\"x\"}", "text/html", text + PLAIN},
            {".svg", "{\"svg\":\"x\"}", "text/html", text + "image/svg+xml"},
            {"", "{\"body\":\"x\"}", "text/*", ""},
            {"", "{\"body\":\"x\"}", "text/html;q=0.9, application/xml", ""},
            {"", "{\"body\":\"x\",\"statusCode\":400}", "image/png", ""},
            {"", "{}", "image/png", ""},
        };
        for (Object[] row : table) {
            web.returns((String) row[1]);
            int before = web.invocations();
            Reply reply = web.web("GET w" + row[0], null, "Accept", (String) row[2]);
            assertThat(web.invocations()).isEqualTo(before + 1);
            if (((String) row[3]).isEmpty()) {
                assertThat(reply.status()).as((String) row[2]).isNotEqualTo(406);
                web.vectors.check(reply, (String) row[2], reply.status());
            } else {
                web.vectors.refused(reply, (String) row[2], 406, (String) row[3]);
                assertThat(reply.body()).startsWith("{\"error\":");
                assertThat(lines(reply, ORIGIN)).isEmpty();
                assertThat(reply.header(ID)).isEmpty();
            }
        }
    }
}
