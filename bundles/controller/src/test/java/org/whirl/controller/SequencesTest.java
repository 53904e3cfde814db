package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.ActivationMessage;

/** Sequences as callers see them (contract: sequences, 2; REST API, appendix B, 49 to 51). */
public final class SequencesTest {
    private static final String CODE = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("sequences", api);

    @Before
    public void prepare() {
        action("a", ",\"parameters\":[{\"key\":\"x\",\"value\":1}]");
        action("c", "");
        Samples.putPackage(api, "p", 9);
        action("p/a", "");
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private void action(String name, String more) {
        vectors.check("PUT /actions/" + name + "?overwrite=true", CODE + more + "}", 200);
    }

    private void sequence(String name, String... components) {
        vectors.check("PUT /actions/" + name + "?overwrite=true", body(components), 200);
    }

    private static String body(String... components) {
        String names =
                List.of(components).stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
        return "{\"exec\":{\"kind\":\"sequence\",\"components\":[" + names + "]}}";
    }

    private static String annotation(JsonNode record, String key) {
        for (JsonNode entry : record.path("annotations")) {
            if (entry.path("key").asText().equals(key)) {
                return Json.text(entry.path("value"));
            }
        }
        return "";
    }

    private JsonNode stored(String id) {
        return vectors.check("GET /activations/" + id, null, 200).json();
    }

    @Test
    public void answersAsTheAppendixSays() {
        Reply made = vectors.check("PUT /actions/s", body("/_/a", "/_/p/a"), 200);
        assertThat(made.at("/exec/components")).isEqualTo("[\"/guest/a\",\"/guest/p/a\"]");
        assertThat(made.at("/parameters"))
                .isEqualTo("[{\"key\":\"_actions\",\"value\":[\"/guest/a\",\"/guest/p/a\"]}]");
        Reply run = vectors.check("POST /actions/s?blocking=true", "{\"y\":2}", 200);
        JsonNode record = run.json();
        assertThat(record.path("logs")).hasSize(2);
        assertThat(annotation(record, "topmost")).isEqualTo("true");
        assertThat(annotation(record, "kind")).isEqualTo("\"sequence\"");
        assertThat(annotation(record, "path")).isEqualTo("\"guest/s\"");
        assertThat(annotation(record, "waitTime")).isNotEmpty();
        assertThat(annotation(record, "causedBy")).isEmpty();
        assertThat(annotation(record, "limits"))
                .isEqualTo("{\"timeout\":60000,\"memory\":256,\"logs\":10,\"concurrency\":1}");
        assertThat(record.has("cause")).isFalse();
        assertThat(record.path("duration").asInt()).isEqualTo(80);
        assertThat(run.at("/response/result")).isEqualTo("{\"x\":1,\"y\":2}");
        assertThat(run.header("x-openwhisk-activation-id"))
                .isEqualTo(record.path("activationId").asText());
        for (JsonNode id : record.path("logs")) {
            JsonNode component = stored(id.asText());
            assertThat(component.path("cause")).isEqualTo(record.path("activationId"));
            assertThat(annotation(component, "causedBy")).isEqualTo("\"sequence\"");
        }
        assertThat(stored(record.path("activationId").asText())).isEqualTo(record);
        assertThat(api.balancer.messages).allMatch(ActivationMessage::blocking);
        vectors.refused("PUT /actions/s?overwrite=true", body("/_/s"), 400, "Sequence may not refer to itself.");
    }

    @Test
    public void runsSequencesWithinSequences() {
        sequence("x", "/_/c");
        sequence("s", "/_/a", "/_/x", "/_/c");
        JsonNode outer =
                vectors.check("POST /actions/s?blocking=true", "{}", 200).json();
        assertThat(outer.path("logs")).hasSize(3);
        JsonNode inner = stored(outer.path("logs").path(1).asText());
        assertThat(inner.path("name").asText()).isEqualTo("x");
        assertThat(inner.path("cause")).isEqualTo(outer.path("activationId"));
        assertThat(annotation(inner, "topmost")).isEqualTo("false");
        assertThat(annotation(inner, "causedBy")).isEqualTo("\"sequence\"");
        assertThat(inner.path("logs")).hasSize(1);
        assertThat(stored(inner.path("logs").path(0).asText()).path("cause")).isEqualTo(inner.path("activationId"));
        assertThat(outer.path("duration").asInt()).isEqualTo(120);
    }

    @Test
    public void passesResultsOn() {
        sequence("s", "/_/a", "/_/p/a", "/_/c");
        Samples.putBinding(api, "b", "p", 7);
        sequence("t", "/_/b/a");
        assertThat(vectors.check("POST /actions/t?blocking=true&result=true", "{}", 200)
                        .body())
                .isEqualTo("{\"x\":7}");
        assertThat(api.balancer.messages.get(0).binding()).contains("guest/b");
        api.balancer.compute("a", given -> Json.array().add(1).add(given.path("x")));
        assertThat(vectors.check("POST /actions/s?blocking=true", "{\"x\":5}", 200)
                        .body())
                .isEqualTo("[1,null]");
        JsonNode array = api.balancer.messages.get(2).content().get();
        assertThat(Json.text(array)).isEqualTo("[1,5]");
        api.balancer.compute("a", given -> ((ObjectNode) given).put("seen", true));
        assertThat(vectors.check("POST /actions/s?blocking=true&result=true", "{\"_actions\":0}", 200)
                        .body())
                .isEqualTo("{\"x\":1,\"_actions\":0,\"seen\":true}");
    }

    @Test
    public void stopsAtTheFirstError() {
        action("bad", "");
        sequence("s", "/_/a", "/_/bad", "/_/c");
        api.balancer.compute(
                "a", given -> Json.object().put("was", given.path("error").asText()));
        api.balancer.compute("bad", given -> Json.object().putNull("error"));
        Reply failed = vectors.check("POST /actions/s?blocking=true", "{\"error\":\"first\"}", 502);
        assertThat(failed.at("/response/status")).isEqualTo("\"application error\"");
        assertThat(failed.at("/response/result")).isEqualTo("{\"error\":null}");
        assertThat(failed.json().path("logs")).hasSize(2);
        assertThat(Json.text(api.balancer.messages.get(1).content().get())).isEqualTo("{\"was\":\"first\"}");
        api.balancer.respond("bad", ActivationResponse.failure(Outcome.DEVELOPER_ERROR, "it broke"));
        Reply crashed = vectors.check("POST /actions/s?blocking=true", "{}", 502);
        assertThat(crashed.at("/response/status")).isEqualTo("\"action developer error\"");
        assertThat(vectors.check("POST /actions/s?blocking=true&result=true", "{}", 502)
                        .body())
                .isEqualTo("{\"error\":\"it broke\"}");
        api.balancer.define("bad", message -> {
            throw new IllegalStateException("a fault");
        });
        Reply fault = vectors.check("POST /actions/s?blocking=true", "{}", 500);
        assertThat(fault.at("/response"))
                .isEqualTo(
                        "{\"status\":\"whisk internal error\",\"success\":false,\"result\":{\"error\":\"Sequence failed.\"}}");
        assertThat(fault.json().path("logs")).hasSize(1);
    }

    @Test
    public void noticesComponentsThatAreGone() {
        sequence("s", "/_/a", "/_/c");
        vectors.check("DELETE /actions/c", null, 200);
        Reply gone = vectors.check("POST /actions/s?blocking=true", "{}", 502);
        assertThat(gone.at("/response"))
                .isEqualTo("{\"status\":\"application error\",\"success\":false,"
                        + "\"result\":{\"error\":\"Sequence component does not exist.\"}}");
        assertThat(gone.json().path("logs")).hasSize(1);
        vectors.check("DELETE /actions/a", null, 200);
        Reply nothing = vectors.check("POST /actions/s?blocking=true", "{}", 502);
        assertThat(nothing.json().path("logs")).isEmpty();
        assertThat(annotation(nothing.json(), "limits")).isEmpty();
        sequence("t", "/_/p/a");
        action("a", "");
        sequence("outer", "/_/a", "/_/t");
        Samples.delete(api, "p");
        vectors.refused("POST /actions/t?blocking=true", "{}", 404, "The requested resource does not exist.");
        assertThat(vectors.check("POST /actions/outer?blocking=true&result=true", "{}", 502)
                        .error())
                .isEqualTo("Sequence component does not exist.");
        vectors.refused("PUT /actions/u", body("/_/t"), 400, "Sequence component does not exist.");
    }

    @Test
    public void refusesComponentsOfOthers() {
        Samples.putForeignPackage(api, "other", "shared", true);
        Samples.putForeignPackage(api, "other", "closed", true);
        Samples.putForeignAction(api, "other", "shared", "a");
        Samples.putForeignAction(api, "other", "closed", "a");
        sequence("s", "/other/shared/a", "/other/closed/a");
        vectors.check("POST /actions/s?blocking=true", "{}", 200);
        Samples.putForeignPackage(api, "other", "shared", false);
        Samples.putForeignPackage(api, "other", "closed", false);
        int before = api.balancer.messages.size();
        vectors.refused(
                "POST /actions/s",
                "{}",
                403,
                "The supplied authentication is not authorized to access 'other/shared, other/closed'.");
        assertThat(api.balancer.messages).hasSize(before);
    }

    @Test
    public void servesTheWebAndRules() {
        sequence("s", "/_/a", "/_/c");
        vectors.check(
                "PUT /actions/s?overwrite=true", "{\"annotations\":[{\"key\":\"web-export\",\"value\":true}]}", 200);
        Reply page = vectors.check(
                api.send("GET /api/v1/web/guest/default/s.json?y=2", null), "a sequence as web action", 200);
        assertThat(page.at("/x") + page.at("/y")).isEqualTo("1\"2\"");
        vectors.check("PUT /triggers/t", "{}", 200);
        vectors.check("PUT /rules/r", "{\"trigger\":\"/_/t\",\"action\":\"/_/s\"}", 200);
        String fire = vectors.check("POST /triggers/t", "{\"z\":3}", 202)
                .json()
                .path("activationId")
                .asText();
        JsonNode line =
                Json.parseTrusted(stored(fire).path("logs").path(0).asText().getBytes(StandardCharsets.UTF_8));
        JsonNode record = stored(line.path("activationId").asText());
        assertThat(record.path("name").asText()).isEqualTo("s");
        assertThat(record.path("logs")).hasSize(2);
        assertThat(record.at("/response/result/z").asInt()).isEqualTo(3);
    }

    @Test
    public void runsFiftyActionsButNotMore() {
        sequence("ten", IntStream.range(0, 10).mapToObj(i -> "/_/c").toArray(String[]::new));
        sequence("fifty", "/_/ten", "/_/ten", "/_/ten", "/_/ten", "/_/ten");
        vectors.refused("PUT /actions/more", body("/_/fifty", "/_/a"), 400, "Too many actions in the sequence.");
        JsonNode record =
                vectors.check("POST /actions/fifty?blocking=true", "{}", 200).json();
        assertThat(api.balancer.messages).hasSize(50);
        assertThat(record.path("duration").asInt()).isEqualTo(2000);
        sequence("ten", IntStream.range(0, 11).mapToObj(i -> "/_/c").toArray(String[]::new));
        assertThat(vectors.check("POST /actions/fifty?blocking=true&result=true", "{}", 502)
                        .error())
                .isEqualTo("Too many actions in the sequence.");
        assertThat(api.balancer.messages).hasSize(100);
    }
}
