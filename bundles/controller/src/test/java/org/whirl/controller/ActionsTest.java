package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.json.Json;

/** Actions that are written and read again (contract: REST API, 3.3 and 5). */
public final class ActionsTest {
    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("actions", api);

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private static String exec(String exec) {
        return "{\"exec\":" + exec + "}";
    }

    @Test
    public void keepsAllFormsOfExec() {
        String[][] table = {
            {"{\"kind\":\" NodeJS:18 \",\"code\":\"x\"}", "{\"kind\":\"nodejs:18\",\"code\":\"x\",\"binary\":false}"},
            {
                "{\"kind\":\"nodejs:20\",\"code\":\"abcd\",\"image\":\"x\"}",
                "{\"kind\":\"nodejs:20\",\"code\":\"abcd\",\"binary\":true}"
            },
            {"{\"kind\":\"nodejs:20\",\"jar\":\"x\"}", "{\"kind\":\"nodejs:20\",\"code\":\"x\",\"binary\":false}"},
            {
                "{\"kind\":\"java:default\",\"code\":\"UEsDBA==\",\"main\":\"Main\"}",
                "{\"kind\":\"java:8\",\"code\":\"UEsDBA==\",\"main\":\"Main\",\"binary\":true}"
            },
            {
                "{\"kind\":\"blackbox\",\"image\":\"repo.example:5000/a/b:tag\"}",
                "{\"kind\":\"blackbox\",\"image\":\"repo.example:5000/a/b:tag\",\"binary\":false}"
            },
            {
                "{\"kind\":\"blackbox\",\"image\":\"user/name\",\"code\":\"abcd\"}",
                "{\"kind\":\"blackbox\",\"image\":\"user/name\",\"code\":\"abcd\",\"binary\":true}"
            },
            {
                "{\"kind\":\"blackbox\",\"image\":\"name\",\"code\":\" \"}",
                "{\"kind\":\"blackbox\",\"image\":\"name\",\"binary\":false}"
            },
        };
        for (String[] row : table) {
            Reply written = vectors.check("PUT /actions/a?overwrite=true", exec(row[0]), 200);
            assertThat(written.at("/exec")).isEqualTo(row[1]);
            assertThat(api.call("GET /actions/a").at("/exec")).isEqualTo(row[1]);
            JsonNode kind = written.json().at("/exec/kind");
            assertThat(written.json().at("/annotations/1/value")).isEqualTo(kind);
        }
    }

    @Test
    public void keepsSequences() {
        api.call("PUT /actions/a", exec("{\"kind\":\"nodejs:20\",\"code\":\"x\"}"));
        String body = "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/a\",\"guest//a\"]},"
                + "\"parameters\":[{\"key\":\"x\",\"value\":1}]}";
        Reply written = vectors.check("PUT /actions/s", body, 200);
        assertThat(written.at("/exec")).isEqualTo("{\"kind\":\"sequence\",\"components\":[\"/guest/a\",\"/guest/a\"]}");
        assertThat(written.at("/parameters"))
                .isEqualTo("[{\"key\":\"_actions\",\"value\":[\"/guest/a\",\"/guest/a\"]}]");
        Reply back =
                vectors.check("PUT /actions/s?overwrite=true", exec("{\"kind\":\"nodejs:20\",\"code\":\"x\"}"), 200);
        assertThat(back.at("/parameters")).isEqualTo("[]");
    }

    @Test
    public void mergesUpdates() {
        api.call(
                "PUT /actions/a",
                "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},\"publish\":true,\"version\":\"2\","
                        + "\"parameters\":[{\"key\":\"p\",\"value\":1,\"init\":true,\"more\":1},"
                        + "{\"key\":\"q\",\"value\":null},{\"key\":\"p\",\"value\":2,\"init\":true}],"
                        + "\"annotations\":[{\"key\":\"exec\",\"value\":\"mine\"},"
                        + "{\"key\":\"provide-api-key\",\"value\":true}]}");
        Reply first = vectors.check("GET /actions/a", null, 200);
        assertThat(first.at("/version")).isEqualTo("\"2.0.0\"");
        assertThat(first.at("/publish")).isEqualTo("true");
        assertThat(first.at("/parameters"))
                .isEqualTo("[{\"key\":\"p\",\"value\":2,\"init\":true},{\"key\":\"q\",\"value\":null}]");
        assertThat(first.at("/annotations"))
                .isEqualTo("[{\"key\":\"provide-api-key\",\"value\":true},{\"key\":\"exec\",\"value\":\"nodejs:20\"}]");
        Reply second = vectors.check(
                "PUT /actions/a?overwrite=true",
                "{\"parameters\":[],\"publish\":null,\"limits\":{\"instances\":2,\"logs\":null},"
                        + "\"delAnnotations\":[\"provide-api-key\"],\"unknown\":1}",
                200);
        assertThat(second.at("/version")).isEqualTo("\"2.0.1\"");
        assertThat(second.at("/publish")).isEqualTo("true");
        assertThat(second.at("/parameters")).isEqualTo("[]");
        assertThat(second.at("/limits/instances")).isEqualTo("2");
        assertThat(second.at("/limits/logs")).isEqualTo("10");
        assertThat(second.at("/annotations")).isEqualTo("[{\"key\":\"exec\",\"value\":\"nodejs:20\"}]");
        assertThat(second.json().path("updated").longValue())
                .isGreaterThan(first.json().path("updated").longValue());
    }

    @Test
    public void carriesLargeCodeAndOddCharacters() {
        String code = "// äöü € 😀\n".repeat(200_000);
        String body = exec("{\"kind\":\"nodejs:20\",\"code\":" + Json.text(TextNode.valueOf(code)) + "}");
        Reply written = vectors.check("PUT /actions/large", body, 200);
        assertThat(written.json().at("/exec/code").textValue()).isEqualTo(code);
        assertThat(api.call("GET /actions/large").json().at("/exec/code").textValue())
                .isEqualTo(code);
        Reply updated = vectors.check("PUT /actions/large?overwrite=true", "{\"publish\":true}", 200);
        assertThat(updated.json().at("/exec/code").textValue()).isEqualTo(code);
        assertThat(vectors.check("GET /actions/large?code=false", null, 200).at("/exec"))
                .isEqualTo("{\"kind\":\"nodejs:20\",\"binary\":false}");
        assertThat(vectors.check("DELETE /actions/large", null, 200)
                        .json()
                        .at("/exec/code")
                        .textValue())
                .isEqualTo(code);
    }

    @Test
    public void acceptsNamesOfAllLegalForms() {
        for (String name : new String[] {"a%20b", "a@b.c-d_e&f", "_x", "0", "x".repeat(256), "%61b"}) {
            vectors.check("PUT /actions/" + name, exec("{\"kind\":\"nodejs:20\",\"code\":\"x\"}"), 200);
            vectors.check("GET /actions/" + name, null, 200);
        }
        assertThat(api.call("GET /actions/a%20b").at("/name")).isEqualTo("\"a b\"");
        assertThat(api.call("GET /actions/ab").at("/name")).isEqualTo("\"ab\"");
    }

    @Test
    public void listsNewestFirst() {
        for (int i = 0; i < 4; i++) {
            long before = System.currentTimeMillis();
            api.call("PUT /actions/n" + i, exec("{\"kind\":\"nodejs:20\",\"code\":\"x\"}"));
            while (System.currentTimeMillis() == before) {
                Thread.onSpinWait();
            }
        }
        Reply list = vectors.check("GET /actions?limit=2&skip=1&docs=true", null, 200);
        assertThat(list.json()).hasSize(2);
        assertThat(list.at("/0/name")).isEqualTo("\"n2\"");
        assertThat(list.at("/0/exec")).isEqualTo("{\"binary\":false}");
        assertThat(list.json().path(0).has("parameters")).isFalse();
        assertThat(vectors.check("GET /actions/?limit=0", null, 200).json()).hasSize(4);
        assertThat(vectors.check("GET /actions?count=yes&skip=3", null, 200).body())
                .isEqualTo("{\"actions\":1}");
        assertThat(vectors.check("GET /actions?count=&skip=9", null, 200).body())
                .isEqualTo("[]");
    }

    @Test
    public void refusesWrongListParameters() {
        String integer = "The value '%s' is not an integer for actions.";
        String[][] table = {
            {"limit=abc", "limit", integer.formatted("abc")},
            {"limit=", "limit", integer.formatted("")},
            {"limit=1.5", "limit", integer.formatted("1.5")},
            {"skip=2147483648", "skip", integer.formatted("2147483648")},
            {"limit=-1", "limit", "The value '-1' is not in the range of 0 to 200 for actions."},
            {"skip=-1", "skip", "The value '-1' is not greater than or equal to 0 for actions."},
            {"count=abc", "count", "'abc' is not a valid Boolean value"},
            {"limit=201&limit=1", "limit", "The value '201' is not in the range of 0 to 200 for actions."},
        };
        for (String[] row : table) {
            vectors.refused(
                    "GET /actions?" + row[0],
                    null,
                    400,
                    "The query parameter '" + row[1] + "' was malformed:\n" + row[2]);
        }
        vectors.refused(
                "PUT /actions/a?overwrite=maybe",
                exec("{\"kind\":\"nodejs:20\",\"code\":\"x\"}"),
                400,
                "The query parameter 'overwrite' was malformed:\n'maybe' is not a valid Boolean value");
    }
}
