package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.json.Json;

/** Compositions as callers see them (contract: sequences, 3). */
public final class CompositionsTest {
    private static final String EXEC = "\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("compositions", api);

    @Before
    public void prepare() {
        conductor("c", "true");
        action("inc");
        action("echo");
        api.balancer.compute(
                "inc",
                given -> Json.object().put("n", given.path("n").asInt() + 1).put("from", "inc"));
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private void action(String name) {
        vectors.check("PUT /actions/" + name, "{" + EXEC + "}", 200);
    }

    private void conductor(String name, String value) {
        vectors.check(
                "PUT /actions/" + name,
                "{" + EXEC + ",\"annotations\":[{\"key\":\"conductor\",\"value\":" + value + "}]}",
                200);
    }

    private static JsonNode json(String text) {
        return Json.parseTrusted(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String annotation(JsonNode record, String key) {
        for (JsonNode entry : record.path("annotations")) {
            if (entry.path("key").asText().equals(key)) {
                return Json.text(entry.path("value"));
            }
        }
        return "";
    }

    private String input(int message) {
        return Json.text(api.balancer.messages.get(message).content().get());
    }

    private String result(String request, String body, int status) {
        return vectors.check(request, body, status).at("/response/result");
    }

    /** Answers the first run with this decision and then ends with what it gets. */
    private void decideOnce(String decision) {
        api.balancer.compute(
                "c",
                given -> given.has("first") ? json(decision) : Json.object().set("params", given));
        api.balancer.messages.clear();
    }

    @Test
    public void alternatesBetweenConductorAndComponents() {
        api.balancer.compute("c", given -> switch (given.path("phase").asInt()) {
            case 0 -> json("{'action':'inc','params':{'n':1},'state':{'phase':1,'from':'state'}}");
            case 1 -> json("{'action':'/_/inc','params':5,'state':{'phase':2}}");
            case 2 -> json("{'action':'/guest/echo','state':{'phase':3}}");
            default -> json("{'params':7}");
        });
        JsonNode record =
                vectors.check("POST /actions/c?blocking=true", "{\"z\":0}", 200).json();
        assertThat(api.balancer.messages).hasSize(7);
        assertThat(input(0)).isEqualTo("{\"z\":0}");
        assertThat(input(1)).isEqualTo("{\"n\":1}");
        assertThat(input(2)).isEqualTo("{\"n\":2,\"from\":\"state\",\"phase\":1}");
        assertThat(input(3)).isEqualTo("{\"value\":5}");
        assertThat(input(4)).isEqualTo("{\"n\":1,\"from\":\"inc\",\"phase\":2}");
        assertThat(input(5)).isEqualTo("{}");
        assertThat(Json.text(record.path("response")))
                .isEqualTo("{\"status\":\"success\",\"success\":true,\"result\":{\"value\":7}}");
        assertThat(record.path("logs")).hasSize(7);
        assertThat(record.path("duration").asInt()).isEqualTo(280);
        assertThat(annotation(record, "kind")).isEqualTo("\"sequence\"");
        assertThat(annotation(record, "conductor")).isEqualTo("true");
        assertThat(annotation(record, "topmost")).isEqualTo("true");
        assertThat(annotation(record, "path")).isEqualTo("\"guest/c\"");
        assertThat(annotation(record, "limits")).contains("\"memory\":256");
        String id = record.path("activationId").asText();
        for (JsonNode part : record.path("logs")) {
            JsonNode derived = vectors.check("GET /activations/" + part.asText(), null, 200)
                    .json();
            assertThat(derived.path("cause").asText()).isEqualTo(id);
            assertThat(annotation(derived, "causedBy")).isEqualTo("\"sequence\"");
        }
        assertThat(vectors.check("GET /activations/" + id, null, 200).json()).isEqualTo(record);
    }

    @Test
    public void takesTruthyAnnotationsOnly() {
        String[] values = {"true", "1", "\"x\"", "{}", "[]", "false", "0", "\"\"", "null"};
        api.balancer.compute("inc", given -> Json.object());
        for (int i = 0; i < values.length; i++) {
            conductor("k" + i, values[i]);
            Reply reply = vectors.check("POST /actions/k" + i + "?blocking=true", "{}", 200);
            assertThat(annotation(reply.json(), "conductor")).as(values[i]).isEqualTo(i < 5 ? "true" : "");
        }
    }

    @Test
    public void endsAsTheConductorEnds() {
        String c = "POST /actions/c?blocking=true";
        api.balancer.compute("c", given -> json("{'x':1,'state':{}}"));
        assertThat(result(c, "{}", 200)).isEqualTo("{\"x\":1,\"state\":{}}");
        api.balancer.compute("c", given -> json("{'params':{'error':'e'}}"));
        assertThat(result(c, "{}", 200)).isEqualTo("{\"error\":\"e\"}");
        api.balancer.compute("c", given -> json("{'error':'e','params':{'p':1}}"));
        Reply failed = vectors.check(c, "{}", 502);
        assertThat(failed.at("/response"))
                .isEqualTo("{\"status\":\"application error\",\"success\":false,\"result\":{\"error\":\"e\"}}");
        api.balancer.respond("c", ActivationResponse.failure(Outcome.DEVELOPER_ERROR, "it broke"));
        assertThat(vectors.check(c, "{}", 502).at("/response/status")).isEqualTo("\"action developer error\"");
        api.balancer.define("c", message -> {
            throw new IllegalStateException("a fault");
        });
        assertThat(result(c, "{}", 500)).isEqualTo("{\"error\":\"Activation failure during composition.\"}");
    }

    @Test
    public void boxesStateAndPassesErrorsOn() {
        api.balancer.compute("echo", given -> json("{'error':'of a component'}"));
        decideOnce("{'action':'echo','state':[1]}");
        assertThat(result("POST /actions/c?blocking=true", "{\"first\":1}", 200))
                .isEqualTo("{\"error\":\"of a component\",\"state\":[1]}");
        api.balancer.compute("echo", given -> json("[1,2]"));
        assertThat(result("POST /actions/c?blocking=true", "{\"first\":1}", 200))
                .isEqualTo("{\"value\":[1,2],\"state\":[1]}");
    }

    @Test
    public void tellsTheConductorOfNamesThatAreWrong() {
        String parse = "Failed to parse action name from json value %s during composition.";
        String resolve = "Failed to resolve action with name '%s' during composition.";
        String entitle = "Failed entitlement check for action with name '%s' during composition.";
        Samples.putPackage(api, "p", 1);
        String[][] cases = {
            {"null", parse.formatted("null")},
            {"3", parse.formatted("3")},
            {"{'a':1}", parse.formatted("{\"a\":1}")},
            {"''", parse.formatted("\"\"")},
            {"'/a'", parse.formatted("\"/a\"")},
            {"'a/b/c/d'", parse.formatted("\"a/b/c/d\"")},
            {"'a?b'", parse.formatted("\"a?b\"")},
            {"'none'", resolve.formatted("guest/none")},
            {"'p/none'", resolve.formatted("guest/p/none")},
            {"'/_/p/none'", resolve.formatted("guest/p/none")},
            {"'guest/p/none'", resolve.formatted("guest/p/none")},
            {"'q/none'", entitle.formatted("guest/q/none")},
            {"'/other/a'", entitle.formatted("other/a")},
            {"'/other/p/a'", entitle.formatted("other/p/a")}
        };
        for (String[] one : cases) {
            decideOnce("{'action':" + one[0] + ",'params':{'lost':1},'state':{'kept':2}}");
            ObjectNode expected = Json.object().put("error", one[1]).put("kept", 2);
            assertThat(result("POST /actions/c?blocking=true", "{\"first\":1}", 200))
                    .isEqualTo(Json.text(expected));
            assertThat(api.balancer.messages).hasSize(2);
        }
    }

    @Test
    public void endsWhatGoesOnForEver() {
        api.balancer.compute("c", given -> json("{'action':'echo'}"));
        Reply endless = vectors.check("POST /actions/c?blocking=true", "{}", 502);
        assertThat(endless.at("/response/result")).isEqualTo("{\"error\":\"Too many actions in the composition.\"}");
        assertThat(api.balancer.messages).hasSize(151);
        assertThat(input(150)).isEqualTo("{\"error\":\"Too many actions in the composition.\"}");
        api.balancer.messages.clear();
        api.balancer.compute("c", given -> json("{'action':'c'}"));
        vectors.check("POST /actions/c?blocking=true", "{}", 502);
        assertThat(api.balancer.messages).hasSize(101);
        vectors.check("PUT /actions/s", "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/c\"]}}", 200);
        api.balancer.messages.clear();
        api.balancer.compute("c", given -> json("{'action':'s'}"));
        vectors.check("POST /actions/s?blocking=true", "{}", 500);
        assertThat(api.balancer.messages).hasSizeLessThan(500);
    }

    @Test
    public void isRefusedLikeTheActionItIs() {
        Samples.putConductor(api, "old", "nodejs:6");
        vectors.refused(
                "POST /actions/old",
                "{}",
                400,
                "The 'nodejs:6' runtime is no longer supported."
                        + " You may read and delete but not update or invoke this action.");
        assertThat(vectors.check("GET /activations", null, 200).json()).isEmpty();
    }

    @Test
    public void nests() {
        conductor("inner", "{}");
        api.balancer.compute("inner", given -> given.has("n") ? json("{'params':{'m':9}}") : json("{'action':'inc'}"));
        decideOnce("{'action':'inner','params':{}}");
        JsonNode outer = vectors.check("POST /actions/c?blocking=true", "{\"first\":1}", 200)
                .json();
        assertThat(Json.text(outer.at("/response/result"))).isEqualTo("{\"m\":9}");
        assertThat(outer.path("logs")).hasSize(3);
        JsonNode inner = vectors.check(
                        "GET /activations/" + outer.path("logs").path(1).asText(), null, 200)
                .json();
        assertThat(inner.path("name").asText()).isEqualTo("inner");
        assertThat(inner.path("cause")).isEqualTo(outer.path("activationId"));
        assertThat(annotation(inner, "topmost")).isEqualTo("false");
        assertThat(annotation(inner, "causedBy")).isEqualTo("\"sequence\"");
        assertThat(inner.path("logs")).hasSize(3);
        vectors.check(
                "PUT /actions/s",
                "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/echo\",\"/_/c\",\"/_/echo\"]}}",
                200);
        JsonNode sequence = vectors.check("POST /actions/s?blocking=true", "{\"first\":1}", 200)
                .json();
        assertThat(Json.text(sequence.at("/response/result"))).isEqualTo("{\"m\":9}");
        assertThat(sequence.path("logs")).hasSize(3);
        decideOnce("{'action':'s2','params':{'n':1}}");
        vectors.check(
                "PUT /actions/s2", "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/inc\",\"/_/inc\"]}}", 200);
        assertThat(result("POST /actions/c?blocking=true", "{\"first\":1}", 200))
                .isEqualTo("{\"n\":3,\"from\":\"inc\"}");
    }
}
