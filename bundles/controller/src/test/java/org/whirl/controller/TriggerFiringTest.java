package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.Trigger.RuleLink;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.ActivationMessage;

/** Fires of triggers (contract: REST API, 3.5 and 4.8; triggers, 4.1 and 4.2). */
public final class TriggerFiringTest {
    private static final String CODE = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("fires", api);
    private final Map<FullyQualifiedName, RuleLink> rules = new LinkedHashMap<>();

    @Before
    public void prepare() {
        vectors.check(
                "PUT /actions/a",
                CODE + ",\"parameters\":[{\"key\":\"own\",\"value\":1},{\"key\":\"t\",\"value\":0}]}",
                200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private void rule(String name, String action, boolean active) {
        rules.put(FullyQualifiedName.of("guest", name), new RuleLink(FullyQualifiedName.parse(action), active));
        Samples.putTrigger(
                api, "t", Parameters.EMPTY.with("t", IntNode.valueOf(7)).with("k", IntNode.valueOf(8)), rules);
    }

    private JsonNode fire(String body) {
        Reply reply = vectors.check("POST /triggers/t", body, 202);
        assertThat(reply.json()).hasSize(1);
        String id = reply.json().path("activationId").asText();
        assertThat(reply.header("x-openwhisk-activation-id")).isEqualTo(id);
        return vectors.check("GET /activations/" + id, null, 200).json();
    }

    private static JsonNode line(JsonNode record, int index) {
        try {
            return Json.parse(record.path("logs").path(index).asText());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void needsAnActiveRule() {
        vectors.refused("POST /triggers/none", "{}", 404, "The requested resource does not exist.");
        vectors.refused("POST /triggers/a", "{}", 409, "Resource by this name exists but is not in this collection.");
        vectors.refused(
                "POST /api/v1/namespaces/other/triggers/t",
                "{}",
                403,
                "The supplied authentication is not authorized to access 'other/t'.");
        vectors.check("PUT /triggers/t", "{}", 200);
        assertThat(vectors.check("POST /triggers/t", null, 204).body()).isEmpty();
        vectors.check("DELETE /triggers/t", null, 200);
        rule("r", "guest/a", false);
        assertThat(vectors.check("POST /triggers/t", "{}", 204).body()).isEmpty();
        assertThat(vectors.check("GET /activations", null, 200).json()).isEmpty();
        vectors.malformed("POST /triggers/t", "[1]", "JSON object expected");
        vectors.refused(
                "POST /triggers/t",
                "{\"a\":\"" + "x".repeat(1_048_576) + "\"}",
                413,
                "Request larger than allowed: 1048584 > 1048576 bytes.");
    }

    @Test
    public void startsTheActionsOfItsRules() {
        rule("r", "guest/a", true);
        rule("off", "guest/a", false);
        rule("gone", "guest/none", true);
        rule("nowhere", "guest/none/a", true);
        rule("foreign", "other/p/a", true);
        JsonNode record = fire("{\"k\":1}");
        assertThat(api.balancer.messages).hasSize(1);
        ActivationMessage message = api.balancer.messages.get(0);
        assertThat(message.blocking()).isFalse();
        assertThat(message.cause()).isEmpty();
        JsonNode content = message.content().get();
        assertThat(content.path("own").asInt()).isEqualTo(1);
        assertThat(content.path("t").asInt()).isEqualTo(7);
        assertThat(content.path("k").asInt()).isEqualTo(1);
        JsonNode headers = content.path("__ow_headers");
        assertThat(headers.path("user-agent").asText()).startsWith("Java");
        assertThat(headers.has("content-type") || headers.has("authorization")).isFalse();

        assertThat(record.path("logs").path(0).asText())
                .isEqualTo("{\"statusCode\":0,\"success\":true,\"activationId\":\"" + message.activationId()
                        + "\",\"rule\":\"guest/r\",\"action\":\"guest/a\"}");
        assertThat(record.path("logs").path(1).asText())
                .isEqualTo("{\"statusCode\":1,\"success\":false,\"rule\":\"guest/off\",\"error\":\"Rule 'guest/off' is"
                        + " inactive, action 'guest/a' was not activated.\",\"action\":\"guest/a\"}");
        assertThat(record.path("logs").path(2).asText())
                .isEqualTo("{\"statusCode\":1,\"success\":false,\"rule\":\"guest/gone\",\"error\":\"The requested"
                        + " resource does not exist.\",\"action\":\"guest/none\"}");
        assertThat(line(record, 3).path("error").asText()).isEqualTo("The requested resource does not exist.");
        assertThat(line(record, 4).path("error").asText())
                .isEqualTo("The supplied authentication is not authorized to access 'other/p'.");
        assertThat(record.path("logs")).hasSize(5);
        assertThat(Json.text(record.path("response")))
                .isEqualTo("{\"status\":\"success\",\"success\":true,\"result\":{\"k\":1}}");
        assertThat(record.path("name").asText()).isEqualTo("t");
        assertThat(record.path("version").asText()).isEqualTo("0.0.1");
        assertThat(record.path("subject").asText()).isEqualTo("guest");
        assertThat(record.path("annotations")).isEmpty();
        for (String absent : new String[] {"end", "duration", "cause"}) {
            assertThat(record.has(absent)).as(absent).isFalse();
        }
    }

    @Test
    public void tellsWhatKeepsAnActionFromStarting() {
        rule("r", "guest/a", true);
        api.balancer.define("a", message -> {
            throw new WhirlException(Kind.UNAVAILABLE, "No invokers available");
        });
        JsonNode overloaded = line(fire(null), 0);
        assertThat(overloaded.path("statusCode").asInt()).isEqualTo(3);
        assertThat(overloaded.path("error").asText())
                .isEqualTo("The server is currently unavailable (because it is overloaded or down for maintenance).");
        api.balancer.define("a", message -> {
            throw new IllegalStateException("a fault");
        });
        JsonNode fault = line(fire("{}"), 0);
        assertThat(fault.path("statusCode").asInt()).isEqualTo(3);
        assertThat(fault.path("error").asText()).isEqualTo("There was an internal server error.");
        vectors.check(
                "PUT /actions/a?overwrite=true",
                CODE
                        + ",\"parameters\":[{\"key\":\"k\",\"value\":1}],\"annotations\":[{\"key\":\"final\",\"value\":true}]}",
                200);
        assertThat(line(fire("{}"), 0).path("error").asText())
                .isEqualTo("Request defines parameters that are not allowed (e.g., reserved properties).");
    }

    @Test
    public void countsWhatItStarts() {
        rule("r", "guest/a", true);
        limit(Count.INVOCATIONS_PER_MINUTE);
        JsonNode refused = line(fire("{}"), 0);
        assertThat(refused.path("statusCode").asInt()).isEqualTo(1);
        assertThat(refused.path("error").asText())
                .isEqualTo("Too many requests in the last minute (count: 1, allowed: 0).");
    }

    @Test
    public void countsFires() {
        limit(Count.FIRES_PER_MINUTE);
        vectors.refused(
                "POST /triggers/none", "[", 429, "Too many requests in the last minute (count: 1, allowed: 0).");
    }

    private void limit(Count count) {
        api.subjects
                .putLimits("guest", NamespaceLimits.NONE.with(count, 0))
                .toCompletableFuture()
                .join();
        api.api.bind(api.subjects);
    }

    @Test
    public void startsSequencesAndActionsBehindBindings() {
        Samples.putPackage(api, "p", 9);
        Samples.putBinding(api, "b", "p", 7);
        vectors.check("PUT /actions/p/a", CODE + "}", 200);
        vectors.check("PUT /actions/s", "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/a\",\"/_/p/a\"]}}", 200);
        rule("r", "guest/s", true);
        rule("q", "guest/b/a", true);
        JsonNode record = fire("{}");
        JsonNode sequence = vectors.check(
                        "GET /activations/"
                                + line(record, 0).path("activationId").asText(),
                        null,
                        200)
                .json();
        assertThat(sequence.path("logs")).hasSize(2);
        assertThat(sequence.has("cause")).isFalse();
        assertThat(line(record, 1).path("action").asText()).isEqualTo("guest/b/a");
        ActivationMessage bound = api.balancer.messages.get(2);
        assertThat(bound.binding()).contains("guest/b");
        assertThat(bound.content().get().path("x").asInt()).isEqualTo(7);
    }
}
