package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.runtime.RuntimeManifest;

/** Invocations and how they are answered (contract: REST API, 4). */
public final class InvocationTest {
    private static final String OVERLOADED =
            "The server is currently unavailable (because it is overloaded or down for maintenance).";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("invocations", api);

    @Before
    public void prepare() {
        define("a", "");
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private void define(String name, String more) {
        vectors.check(
                "PUT /actions/" + name + "?overwrite=true",
                "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}" + more + "}",
                200);
    }

    private static ActivationResponse response(Outcome outcome, JsonNode result) {
        return new ActivationResponse(outcome, Optional.of(result), Optional.empty());
    }

    @Test
    public void answersAllOutcomes() {
        JsonNode error = Json.object().put("error", "broken");
        api.balancer.respond("a", response(Outcome.DEVELOPER_ERROR, error));
        Reply developer = vectors.check("POST /actions/a?blocking=true", null, 502);
        assertThat(developer.at("/response/status")).isEqualTo("\"action developer error\"");
        assertThat(vectors.check("POST /actions/a?blocking=true&result=true", null, 502)
                        .body())
                .isEqualTo("{\"error\":\"broken\"}");
        api.balancer.respond("a", response(Outcome.INTERNAL_ERROR, error));
        Reply internal = vectors.check("POST /actions/a?blocking=true", null, 500);
        assertThat(internal.at("/response/status")).isEqualTo("\"whisk internal error\"");
        assertThat(internal.json().has("code")).isFalse();
        assertThat(internal.header("x-openwhisk-activation-id"))
                .isEqualTo(internal.json().path("activationId").asText());
        assertThat(vectors.check("POST /actions/a?blocking=true&result=true", null, 500)
                        .body())
                .isEqualTo("{\"error\":\"broken\"}");
        api.balancer.respond("a", response(Outcome.SUCCESS, Json.array().add(1)));
        assertThat(vectors.check("POST /actions/a?blocking=true", null, 200).body())
                .isEqualTo("[1]");
        assertThat(vectors.check("POST /actions/a?blocking=true&result=true", null, 200)
                        .body())
                .isEqualTo("[1]");
        assertThat(vectors.check("POST /actions/a?result=true", null, 202).json())
                .hasSize(1);
    }

    @Test
    public void answersTheIdWhenTheWaitIsOver() {
        api.balancer.define(
                "a", message -> new Publication(CompletableFuture.completedFuture(null), new CompletableFuture<>()));
        Reply reply = vectors.check("POST /actions/a?blocking=true&result=true&timeout=50", "{}", 202);
        assertThat(reply.json().path("activationId").asText())
                .isEqualTo(reply.header("x-openwhisk-activation-id"))
                .isEqualTo(api.balancer.messages.get(0).activationId().value());
    }

    @Test
    public void looksForTheRecordWhenTheResultComesWithoutIt() {
        api.balancer.define("a", message -> {
            CompletableFuture<Void> later = new CompletableFuture<>();
            api.vertx.setTimer(150, id -> {
                api.balancer.record(
                        message, response(Outcome.SUCCESS, Json.object().put("late", true)));
                later.complete(null);
            });
            return new Publication(
                    CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(Optional.empty()));
        });
        Reply reply = vectors.check("POST /actions/a?blocking=true", "{}", 200);
        assertThat(reply.at("/response/result")).isEqualTo("{\"late\":true}");
        assertThat(reply.at("/logs")).isEqualTo("[]");
        api.balancer.define("a", message -> {
            api.balancer.record(message, response(Outcome.SUCCESS, Json.object()));
            return new Publication(
                    CompletableFuture.completedFuture(null),
                    CompletableFuture.failedFuture(new IllegalStateException("no report")));
        });
        vectors.check("POST /actions/a?blocking=true", "{}", 200);
    }

    @Test
    public void refusesWhenNothingCanRunIt() {
        api.balancer.define("a", message -> failed(new WhirlException(Kind.UNAVAILABLE, "No invokers available")));
        for (String query : new String[] {"", "?blocking=true"}) {
            vectors.refused("POST /actions/a" + query, "{}", 503, OVERLOADED);
        }
        api.balancer.define("a", message -> failed(new WhirlException(Kind.TOO_LARGE, "too large for the bus")));
        vectors.refused(
                "POST /actions/a",
                "{}",
                413,
                "The request content is larger than the server is willing or able to process.");
        api.balancer.define("a", message -> {
            throw new IllegalStateException("a fault");
        });
        vectors.refused("POST /actions/a", "{}", 500, "There was an internal server error.");
    }

    private static Publication failed(RuntimeException failure) {
        return new Publication(CompletableFuture.failedFuture(failure), new CompletableFuture<>());
    }

    @Test
    public void namesARuntimeThatIsGone() {
        api.balancer.offer("nodejs:18");
        String gone = "The runtime 'nodejs:20' is not available at the moment: no invoker offers it."
                + " Install the runtime and try again.";
        Deadline.within(5, () -> api.call("POST /actions/a", "{}").status() == 503);
        Reply refused = api.call("POST /actions/a", "{}");
        vectors.refused(refused, "gone", 503, gone);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        api.balancer.offer("nodejs:20");
        vectors.check("POST /actions/a", "{}", 202);
        api.providers.clear();
        Deadline.within(5, () -> api.call("POST /actions/a", "{}").status() == 503);
        vectors.refused("POST /actions/a", "{}", 503, gone);
        api.balancer.invokers = List.of();
        assertThat(api.send("GET /", null).at("/runtimes")).isEqualTo("{}");
    }

    @Test
    public void refusesDeprecatedKinds() {
        api.providers.remove(0);
        api.providers.add(() -> List.of(
                new RuntimeManifest("nodejs:20", "x", false, true, false, true, false, List.of(), Optional.empty())));
        String deprecated = "The 'nodejs:20' runtime is no longer supported."
                + " You may read and delete but not update or invoke this action.";
        Deadline.within(5, () -> api.call("POST /actions/a", "{}").status() == 400);
        vectors.refused("POST /actions/a", "{}", 400, deprecated);
        vectors.refused("PUT /actions/a?overwrite=true", "{\"publish\":true}", 400, deprecated);
        vectors.check("GET /actions/a", null, 200);
        vectors.check("DELETE /actions/a", null, 200);
    }

    @Test
    public void protectsFinalParameters() {
        String bound = ",\"parameters\":[{\"key\":\"x\",\"value\":1},{\"key\":\"free\",\"value\":null}],"
                + "\"annotations\":[{\"key\":\"final\",\"value\":%s}]";
        String text = "Request defines parameters that are not allowed (e.g., reserved properties).";
        define("a", bound.formatted("true"));
        vectors.refused("POST /actions/a", "{\"x\":2}", 400, text);
        vectors.check("POST /actions/a", "{\"free\":2,\"new\":1}", 202);
        define("a", bound.formatted("\"yes\""));
        vectors.check("POST /actions/a", "{\"x\":2}", 202);
        define("a", bound.formatted("1"));
        vectors.check("POST /actions/a", "{\"x\":2}", 202);
    }

    @Test
    public void tellsTheInvokerWhatItNeeds() {
        define(
                "m",
                ",\"parameters\":[{\"key\":\"i\",\"value\":1,\"init\":true},"
                        + "{\"key\":\"secret\",\"value\":\"x\",\"encryption\":\"aes-128\"}]");
        Reply reply = api.send(
                "POST /actions/m?blocking=true",
                "{\"y\":2.50}",
                "Authorization",
                ApiFixture.basic(ApiFixture.GUEST),
                "Content-Type",
                "application/json",
                "X-Request-ID",
                "mine");
        vectors.check(reply, "message", 200);
        ActivationMessage message = api.balancer.messages.get(0);
        assertThat(message.transaction().id()).isEqualTo("mine");
        assertThat(message.action()).hasToString("guest/m");
        assertThat(message.version()).hasToString("0.0.1");
        assertThat(message.revision()).isPresent();
        assertThat(message.user().subject()).isEqualTo("guest");
        assertThat(message.user().credentials()).isEqualTo(ApiFixture.GUEST);
        assertThat(message.controller()).isEqualTo("0");
        assertThat(message.blocking()).isTrue();
        assertThat(message.content().map(Json::text)).contains("{\"i\":1,\"secret\":\"x\",\"y\":2.50}");
        assertThat(message.initArguments()).containsExactly("i");
        assertThat(message.lockedArguments()).containsEntry("secret", "aes-128").hasSize(1);
        assertThat(message.cause()).isEmpty();
    }

    @Test
    public void refusesWrongParameters() {
        String timeout = "The query parameter 'timeout' was malformed:\n"
                + "Timeout must be number of milliseconds up to 60000.";
        for (String value : new String[] {"0", "-1", "60001", "x", "", "1.5", "99999999999"}) {
            vectors.refused("POST /actions/a?timeout=" + value, "{}", 400, timeout);
        }
        for (String name : new String[] {"blocking", "result"}) {
            vectors.refused(
                    "POST /actions/a?" + name + "=2",
                    "{}",
                    400,
                    "The query parameter '" + name + "' was malformed:\n'2' is not a valid Boolean value");
        }
        vectors.check("POST /actions/a?blocking=ON&result=1&timeout=60000&unknown=x", "{}", 200);
    }

    @Test
    public void listsActivations() {
        JsonNode greeting = TextNode.valueOf("hello");
        for (int i = 0; i < 3; i++) {
            api.call("POST /actions/a?blocking=true", Json.text(Json.object().set("greeting", greeting)));
        }
        define("b", "");
        api.call("POST /actions/b?blocking=true", "{}");
        assertThat(vectors.check("GET /activations", null, 200).json()).hasSize(4);
        Reply summary = vectors.check("GET /activations?name=/a/&limit=1", null, 200);
        assertThat(summary.json().path(0).properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "namespace",
                        "name",
                        "version",
                        "publish",
                        "annotations",
                        "activationId",
                        "start",
                        "end",
                        "duration",
                        "statusCode");
        Reply docs = vectors.check("GET /activations?docs=true&name=a&skip=1", null, 200);
        assertThat(docs.json()).hasSize(2);
        assertThat(docs.at("/0/response/result/greeting")).isEqualTo("\"hello\"");
        assertThat(docs.json().at("/0/logs")).hasSize(1);
        assertThat(vectors.check("GET /activations?count=true&name=a&limit=1", null, 200)
                        .body())
                .isEqualTo("{\"activations\":3}");
        long start = docs.json().at("/0/start").longValue();
        assertThat(vectors.check("GET /activations?name=a&since=" + (start + 60_000), null, 200)
                        .body())
                .isEqualTo("[]");
        assertThat(vectors.check("GET /activations?name=&upto=-1", null, 200).body())
                .isEqualTo("[]");
    }

    @Test
    public void refusesWrongFilters() {
        String name = "Parameter may be a 'simple' name or 'package-name/simple' name: ";
        String time = "Parameter is not a valid value for epoch seconds: ";
        String[][] table = {
            {"name=a/b/c", "name", name + "a/b/c"},
            {"name=a%24", "name", name + "a$"},
            {"since=abc", "since", time + "abc"},
            {"since=", "since", time},
            {"upto=1.5", "upto", time + "1.5"},
            {"docs=x", "docs", "'x' is not a valid Boolean value"},
            {"limit=201", "limit", "The value '201' is not in the range of 0 to 200 for activations."},
        };
        for (String[] row : table) {
            vectors.refused(
                    "GET /activations?" + row[0],
                    null,
                    400,
                    "The query parameter '" + row[1] + "' was malformed:\n" + row[2]);
        }
        vectors.refused(
                "GET /activations?count=true&docs=true",
                null,
                400,
                "The parameter 'docs' is not permitted with 'count'.");
        String unknown = "/activations/0a1b2c3d4e5f60718293a4b5c6d7e8f9";
        for (String part : new String[] {"", "/", "/logs", "/result"}) {
            vectors.refused("GET " + unknown + part, null, 404, "The requested resource does not exist.");
        }
    }
}
