package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Rules, their states and their links in triggers (contract: REST API, 3.6). */
public final class RulesTest {
    private static final String ACTION = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}";
    private static final String T_A = "{\"trigger\":\"/_/t\",\"action\":\"/_/a\"}";

    private final ApiFixture api = ApiFixture.slow();
    private final Vectors vectors = new Vectors("rules", api);

    @Before
    public void prepare() {
        vectors.check("PUT /triggers/t", "{}", 200);
        vectors.check("PUT /triggers/u", "{}", 200);
        vectors.check("PUT /actions/a", ACTION, 200);
        vectors.check("PUT /packages/p", "{\"publish\":true}", 200);
        vectors.check("PUT /packages/b", "{\"binding\":{\"namespace\":\"_\",\"name\":\"p\"}}", 200);
        vectors.check("PUT /actions/p/a", ACTION, 200);
        vectors.check("PUT /actions/s", "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/a\",\"/_/p/a\"]}}", 200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private String link(String trigger, String rule) {
        return vectors.check("GET /triggers/" + trigger, null, 200).at("/rules/guest~1" + rule);
    }

    private String status(String rule) {
        return vectors.check("GET /rules/" + rule, null, 200).at("/status");
    }

    @Test
    public void takesAllForms() {
        String[][] table = {
            {"\"/_/t\"", "\"/_/a\"", "guest", "a"},
            {"\"/guest/t\"", "\"/guest/a\"", "guest", "a"},
            {"\"guest/t\"", "\"guest/p/a\"", "guest/p", "a"},
            {"\"_/t\"", "\"/_/p/a\"", "guest/p", "a"},
            {"\"//_//t/\"", "\"/_/b/a\"", "guest/b", "a"},
            {"{\"path\":\"guest\",\"name\":\"t\"}", "{\"path\":\"guest/p\",\"name\":\"a\"}", "guest/p", "a"},
            {"{\"path\":\"_\",\"name\":\"t\"}", "{\"path\":\"_/b\",\"name\":\"a\",\"x\":1}", "guest/b", "a"},
            {"\"/_/t\"", "\"/_/s\"", "guest", "s"},
        };
        for (String[] row : table) {
            Reply rule = vectors.check(
                    "PUT /rules/r?overwrite=true",
                    "{\"trigger\":" + row[0] + ",\"action\":" + row[1] + ",\"status\":\"\",\"name\":\"x\"}",
                    200);
            assertThat(rule.at("/trigger")).isEqualTo("{\"path\":\"guest\",\"name\":\"t\"}");
            String action = "{\"path\":\"" + row[2] + "\",\"name\":\"" + row[3] + "\"}";
            assertThat(rule.at("/action")).isEqualTo(action);
            assertThat(rule.at("/status")).isEqualTo("\"active\"");
            assertThat(rule.json().has("parameters")).isFalse();
            assertThat(vectors.check("GET /rules/r", null, 200).json()).isEqualTo(rule.json());
            assertThat(link("t", "r")).isEqualTo("{\"action\":" + action + ",\"status\":\"active\"}");
        }
    }

    @Test
    public void refusesWrongBodies() {
        String local = "requirement failed: The fully qualified name of the entity must contain at least"
                + " the namespace and the name of the entity.";
        String[][] malformed = {
            {"[1]", "Object expected in field 'exec'"},
            {"{\"trigger\":1}", "fully qualified name malformed"},
            {"{\"trigger\":[]}", "fully qualified name malformed"},
            {"{\"action\":true}", "fully qualified name malformed"},
            {"{\"action\":{\"path\":\"_\"}}", "fully qualified name malformed"},
            {"{\"action\":{\"name\":\"a\"}}", "fully qualified name malformed"},
            {"{\"action\":{\"path\":1,\"name\":\"a\"}}", "fully qualified name malformed"},
            {"{\"action\":{\"path\":\"_\",\"name\":\"x/y\"}}", "fully qualified name malformed"},
            {"{\"trigger\":\"t\"}", local},
            {"{\"action\":\"/\"}", local},
            {"{\"annotations\":{}}", "parameters malformed!"},
            {"{\"version\":1}", "semantic version malformed"},
            {"{\"publish\":1}", "Expected JsBoolean, but got 1"},
        };
        for (String[] row : malformed) {
            vectors.malformed("PUT /rules/r", row[0], row[1]);
        }
        String[][] refused = {
            {"{}", "rule requires a valid trigger and a valid action"},
            {"{\"trigger\":null,\"action\":\"/_/a\"}", "rule requires a valid trigger and a valid action"},
            {"{\"trigger\":\"/_/t\"}", "rule requires a valid trigger and a valid action"},
            {ends("/_/none", "/_/none"), "trigger /guest/none does not exist"},
            {ends("/_/t", "/_/none"), "action /guest/none does not exist"},
            {ends("/_/t", "/_/p/none"), "action /guest/p/none does not exist"},
            {ends("/_/t", "/_/b/none"), "action /guest/b/none does not exist"},
        };
        for (String[] row : refused) {
            vectors.refused("PUT /rules/r", row[0], 400, row[1]);
        }
        vectors.refused("PUT /rules/r", ends("/_/t", "/_/nopackage/a"), 404, "The requested resource does not exist.");
        for (String name : new String[] {"a", "p", "t"}) {
            vectors.refused(
                    "PUT /rules/" + name, T_A, 409, "Resource by this name exists but is not in this collection.");
        }
        assertThat(vectors.check("GET /triggers/t", null, 200).json().has("rules"))
                .isFalse();
    }

    private static String ends(String trigger, String action) {
        return "{\"trigger\":\"" + trigger + "\",\"action\":\"" + action + "\"}";
    }

    @Test
    public void updates() {
        Reply created = vectors.check("PUT /rules/r", T_A, 200);
        vectors.refused("PUT /rules/r", T_A, 409, "resource already exists");
        Reply raised = vectors.check("PUT /rules/r?overwrite=true", "{}", 200);
        assertThat(raised.at("/version")).isEqualTo("\"0.0.2\"");
        assertThat(raised.at("/action")).isEqualTo(created.at("/action"));
        vectors.check("POST /rules/r", "{\"status\":\"inactive\"}", 200);
        Reply moved = vectors.check(
                "PUT /rules/r?overwrite=true",
                "{\"trigger\":\"/_/u\",\"annotations\":[{\"key\":\"x\",\"value\":1}],\"status\":\"active\"}",
                200);
        assertThat(moved.at("/status")).isEqualTo("\"inactive\"");
        assertThat(moved.at("/annotations")).isEqualTo("[{\"key\":\"x\",\"value\":1}]");
        assertThat(vectors.check("GET /triggers/t", null, 200).at("/rules")).isEqualTo("{}");
        assertThat(link("u", "r")).contains("\"inactive\"").contains("\"a\"");
        vectors.check("POST /rules/r", "{\"status\":\"active\"}", 200);
        vectors.check("PUT /rules/r?overwrite=true", "{\"action\":\"/_/s\"}", 200);
        assertThat(link("u", "r")).contains("\"active\"").contains("\"s\"");
        vectors.refused(
                "PUT /rules/r?overwrite=true", "{\"action\":\"/_/none\"}", 400, "action /guest/none does not exist");
    }

    @Test
    public void areShownByTheirTriggers() {
        vectors.check("PUT /rules/r", T_A, 200);
        String rules = vectors.check("GET /triggers/t", null, 200).at("/rules");
        Reply updated = vectors.check(
                "PUT /triggers/t?overwrite=true", "{\"rules\":{},\"parameters\":[{\"key\":\"k\",\"value\":1}]}", 200);
        assertThat(updated.at("/rules")).isEqualTo(rules).contains("guest/r");
        assertThat(vectors.check("GET /triggers", null, 200).json().findValue("rules"))
                .isNull();
        assertThat(vectors.check("DELETE /triggers/t", null, 200).at("/rules")).isEqualTo(rules);
    }

    @Test
    public void changesStates() {
        vectors.check("PUT /rules/r", T_A, 200);
        Reply trigger = vectors.check("GET /triggers/t", null, 200);
        Reply before = vectors.check("GET /rules/r", null, 200);
        for (String state : new String[] {"inactive", "inactive", "active", "active", "inactive"}) {
            Reply reply = vectors.check(
                    "POST /rules/r", "{\"status\":\"" + state + "\",\"trigger\":null,\"action\":null}", 200);
            assertThat(reply.body()).isEqualTo("OK");
            assertThat(reply.header("Content-Type")).startsWith("text/plain");
            assertThat(status("r")).isEqualTo("\"" + state + "\"");
            assertThat(link("t", "r")).contains("\"" + state + "\"");
        }
        Reply after = vectors.check("GET /rules/r", null, 200);
        assertThat(after.at("/version") + after.at("/updated"))
                .isEqualTo(before.at("/version") + before.at("/updated"));
        Reply triggerAfter = vectors.check("GET /triggers/t", null, 200);
        assertThat(triggerAfter.at("/version") + triggerAfter.at("/updated"))
                .isEqualTo(trigger.at("/version") + trigger.at("/updated"));
        vectors.malformed(
                "POST /rules/r", "{\"status\":\"foo\"}", "requirement failed: foo is not a recognized rule state");
        vectors.malformed("POST /rules/r", "{\"status\":\"\"}", "requirement failed: argument undefined");
        vectors.malformed("POST /rules/r", "{}", "key not found: status");
        for (String body : new String[] {"{\"status\":null}", "{\"status\":1}", "[1]", "\"active\"", null, "{"}) {
            assertThat(vectors.check("POST /rules/r", body, 400).error())
                    .startsWith("The request content was malformed:\n");
        }
        vectors.refused("POST /rules/none", "{\"status\":\"active\"}", 404, "The requested resource does not exist.");
        vectors.refused(
                "POST /rules/a",
                "{\"status\":\"active\"}",
                409,
                "Resource by this name exists but is not in this collection.");
        String large = "{\"status\":\"active\",\"x\":\"" + "x".repeat(1024 * 1024) + "\"}";
        vectors.refused(
                "POST /rules/r", large, 413, "Request larger than allowed: " + large.length() + " > 1048576 bytes.");
    }

    @Test
    public void outlivesItsEnds() {
        vectors.check("PUT /rules/r", T_A, 200);
        vectors.check("DELETE /actions/a", null, 200);
        assertThat(status("r")).isEqualTo("\"active\"");
        vectors.check("DELETE /triggers/t", null, 200);
        assertThat(status("r")).isEqualTo("\"inactive\"");
        vectors.refused(
                "POST /rules/r", "{\"status\":\"active\"}", 404, "Only rules with existing triggers can be activated");
        assertThat(vectors.check("POST /rules/r", "{\"status\":\"inactive\"}", 200)
                        .body())
                .isEqualTo("OK");
        assertThat(vectors.check("PUT /rules/r?overwrite=true", "{}", 200).at("/status"))
                .isEqualTo("\"inactive\"");
        vectors.check("PUT /triggers/t", "{}", 200);
        assertThat(status("r")).isEqualTo("\"inactive\"");
        vectors.check("POST /rules/r", "{\"status\":\"active\"}", 200);
        assertThat(status("r")).isEqualTo("\"active\"");
        vectors.check("DELETE /triggers/t", null, 200);
        vectors.check("PUT /actions/t", ACTION, 200);
        assertThat(status("r")).isEqualTo("\"inactive\"");
        assertThat(vectors.check("PUT /rules/r?overwrite=true", "{\"trigger\":\"/_/u\",\"action\":\"/_/s\"}", 200)
                        .at("/status"))
                .isEqualTo("\"inactive\"");
    }

    @Test
    public void deletes() {
        vectors.check("PUT /rules/r", T_A, 200);
        vectors.check("PUT /rules/q", T_A, 200);
        Reply deleted = vectors.check("DELETE /rules/r", null, 200);
        assertThat(deleted.at("/status")).isEqualTo("\"inactive\"");
        assertThat(deleted.at("/version")).isEqualTo("\"0.0.1\"");
        assertThat(link("t", "r")).isEmpty();
        assertThat(link("t", "q")).isNotEmpty();
        vectors.refused("DELETE /rules/r", null, 404, "The requested resource does not exist.");
        vectors.refused("GET /rules/r", null, 404, "The requested resource does not exist.");
        vectors.check("DELETE /triggers/t", null, 200);
        vectors.check("DELETE /rules/q", null, 200);
    }

    @Test
    public void lists() {
        vectors.check("PUT /rules/r", T_A, 200);
        JsonNode list = vectors.check("GET /rules?limit=0&docs=true", null, 200).json();
        List<String> names = new ArrayList<>();
        list.get(0).fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "namespace", "name", "version", "publish", "annotations", "trigger", "action", "updated");
        assertThat(vectors.check("GET /rules/?count=true", null, 200).body()).isEqualTo("{\"rules\":1}");
        for (String request : new String[] {"POST /rules", "GET /rules/r/", "GET /rules/r/x", "PATCH /rules/r"}) {
            vectors.refused(request, null, 404, "The requested resource could not be found.");
        }
    }

    @Test
    public void deniesWhatIsForeign() {
        vectors.check("PUT /rules/r", T_A, 200);
        vectors.check("PUT /packages/private", "{}", 200);
        String guest = "/api/v1/namespaces/guest/rules";
        String[][] table = {
            {"GET " + guest, null, "guest"},
            {"GET " + guest + "/r", null, "guest/r"},
            {"PUT " + guest + "/r?overwrite=true", "{}", "guest/r"},
            {"DELETE " + guest + "/r", null, "guest/r"},
            {"POST " + guest + "/r", "{\"status\":\"active\"}", "guest/r"},
            {"PUT /rules/r", ends("/guest/t", "/guest/a"), "guest/t, guest/a"},
            {"PUT /rules/r", ends("/guest/t", "/guest/p/a"), "guest/t"},
            {"PUT /rules/r", ends("/_/t", "/guest/private/a"), "guest/private"},
            {"PUT /rules/r", ends("/guest/none", "/guest/nothing/a"), "guest/none, guest/nothing"},
        };
        for (String[] row : table) {
            vectors.denied(row[0], row[1], row[2]);
        }
        vectors.check(api.other("PUT /triggers/t", "{}"), "other trigger", 200);
        vectors.check(api.other("PUT /rules/r", ends("/_/t", "/guest/p/a")), "published package", 200);
        vectors.denied("PUT /rules/r?overwrite=true", "{\"action\":\"/guest/a\"}", "guest/a");
    }

    @Test
    public void keepsAllLinksOfRulesMadeAtOnce() {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<CompletableFuture<Reply>> replies = IntStream.range(0, 12)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.call("PUT /rules/r" + i, T_A), threads))
                    .toList();
            replies.forEach(reply -> vectors.check(reply.join(), "rule among many", 200));
        } finally {
            threads.shutdown();
        }
        assertThat(vectors.check("GET /triggers/t", null, 200).json().path("rules"))
                .hasSize(12);
    }
}
