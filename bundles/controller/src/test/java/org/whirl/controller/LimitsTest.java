package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.entity.NamespaceLimits.Size;

/** Throttles and limits of namespaces (contract: REST API, 6 and 1.12). */
public final class LimitsTest {
    private static final String CODE = "{\"kind\":\"nodejs:20\",\"code\":\"x\"}";
    private static final String ACTION = "{\"exec\":" + CODE + "}";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("6 throttling and limits", api);

    @After
    public void stop() {
        api.close();
    }

    private Reply other(String request, String body) {
        return api.send(
                request, body, "Authorization", ApiFixture.basic(ApiFixture.OTHER), "Content-Type", "application/json");
    }

    private void limit(NamespaceLimits limits) {
        api.subjects.putLimits("other", limits);
    }

    @Test
    public void theSixtyFirstInvocationOfAMinuteIsRefused() {
        other("PUT /actions/a", ACTION);
        List<Reply> replies = IntStream.range(0, 130)
                .mapToObj(i -> other(i % 2 == 0 ? "POST /actions/a" : "POST /actions/missing", "{}"))
                .toList();
        // A minute may begin in between.
        Reply refused = replies.get(129).status() == 429 ? replies.get(129) : replies.get(61);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.error()).matches("Too many requests in the last minute \\(count: \\d+, allowed: 60\\)\\.");
        assertThat(refused.at("/code")).isNotEmpty();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(other("GET /actions/a", null).status()).isEqualTo(200);
    }

    @Test
    public void aLimitOfZeroRefusesAllBeforeAnythingElseIsLookedAt() {
        limit(NamespaceLimits.NONE.with(Count.INVOCATIONS_PER_MINUTE, 0));
        for (String request : List.of(
                "POST /actions/missing",
                "POST /actions/no/package",
                "POST /api/v1/namespaces/guest/actions/foreign",
                "POST /actions/missing?timeout=nonsense")) {
            assertThat(other(request, "[").status()).as(request).isEqualTo(429);
        }
        assertThat(other("POST /actions/%24", "{}").status()).isEqualTo(400);
    }

    @Test
    public void firesHaveALimitOfTheirOwn() {
        limit(NamespaceLimits.NONE.with(Count.FIRES_PER_MINUTE, 0).with(Size.MAX_PARAMETER_SIZE, 10));
        assertThat(other("PUT /triggers/t", "{}").status()).isEqualTo(200);
        Reply refused = other("POST /triggers/t", "{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.error()).isEqualTo("Too many requests in the last minute (count: 1, allowed: 0).");
        assertThat(other("POST /triggers/missing", "[").error()).contains("(count: 2, allowed: 0)");
        for (String path : List.of("/triggers/u", "/packages/p")) {
            vectors.refused(
                    other("PUT " + path, "{\"parameters\":[{\"key\":\"long\",\"value\":12345678}]}"),
                    path,
                    413,
                    "parameters larger than allowed: 12 > 10 bytes.");
        }
    }

    @Test
    public void asManyAsAllowedRunAtOnce() {
        other("PUT /actions/a", ACTION);
        api.balancer.active = 30;
        Reply refused = other("POST /actions/a", "{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.error()).isEqualTo("Too many concurrent requests in flight (count: 30, allowed: 30).");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        limit(NamespaceLimits.NONE.with(Count.CONCURRENT_INVOCATIONS, 31));
        assertThat(other("POST /actions/a", "{}").status()).isEqualTo(202);
    }

    @Test
    public void theGuestMayDoMuch() {
        assertThat(api.call("GET /limits").body())
                .isEqualTo("{\"invocationsPerMinute\":100000,\"concurrentInvocations\":1000,\"firesPerMinute\":100000,"
                        + "\"minActionMemory\":128,\"maxActionMemory\":512,\"minActionLogs\":0,\"maxActionLogs\":10,"
                        + "\"minActionTimeout\":100,\"maxActionTimeout\":300000,\"minActionConcurrency\":1,"
                        + "\"maxActionConcurrency\":1,\"maxActionInstances\":1000,\"maxParameterSize\":\"1048576 B\"}");
    }

    @Test
    public void othersMayDoWhatTheContractSays() {
        assertThat(other("GET /limits/", null).body())
                .isEqualTo("{\"invocationsPerMinute\":60,\"concurrentInvocations\":30,\"firesPerMinute\":60,"
                        + "\"minActionMemory\":128,\"maxActionMemory\":512,\"minActionLogs\":0,\"maxActionLogs\":10,"
                        + "\"minActionTimeout\":100,\"maxActionTimeout\":300000,\"minActionConcurrency\":1,"
                        + "\"maxActionConcurrency\":1,\"maxActionInstances\":30,\"maxParameterSize\":\"1048576 B\"}");
    }

    @Test
    public void overridesAreShownAsFarAsTheyHold() {
        limit(NamespaceLimits.NONE
                .with(Count.MAX_ACTION_MEMORY, 9999)
                .with(Count.MIN_ACTION_MEMORY, 200)
                .with(Count.MAX_ACTION_TIMEOUT, 1000)
                .with(Count.CONCURRENT_INVOCATIONS, 7)
                .with(Count.MAX_ACTION_INSTANCES, 99)
                .with(Count.WARMED_CONTAINER_KEEPING_COUNT, 2)
                .with(Size.MAX_PARAMETER_SIZE, 2048)
                .with(Size.MAX_PAYLOAD_SIZE, 4L << 20)
                .with(Size.TRUNCATION_SIZE, 100)
                .withStoreActivations(false)
                .withAllowedKinds(List.of("nodejs:20")));
        Reply limits = other("GET /limits", null);
        assertThat(limits.json()).hasSize(18);
        for (String[] expected : new String[][] {
            {"maxActionMemory", "512"},
            {"minActionMemory", "200"},
            {"maxActionTimeout", "1000"},
            {"maxActionInstances", "7"},
            {"maxParameterSize", "\"2048 B\""},
            {"maxPayloadSize", "\"1048576 B\""},
            {"truncationSize", "\"100 B\""},
            {"storeActivations", "false"},
            {"allowedKinds", "[\"nodejs:20\"]"}
        }) {
            assertThat(limits.at("/" + expected[0])).isEqualTo(expected[1]);
        }
    }

    @Test
    public void boundsOfTheNamespaceHoldForActions() {
        limit(NamespaceLimits.NONE
                .with(Count.MAX_ACTION_MEMORY, 256)
                .with(Count.MIN_ACTION_TIMEOUT, 1000)
                .with(Count.MAX_ACTION_LOGS, 5)
                .with(Size.MAX_PARAMETER_SIZE, 10)
                .with(Size.MAX_PAYLOAD_SIZE, 20));
        refused("{\"memory\":257}", "memory size 257 MB exceeds allowed threshold of 256 MB");
        refused("{\"timeout\":999}", "duration 999 milliseconds below allowed threshold of 1000 milliseconds");
        refused("{\"logs\":6}", "log size 6 MB exceeds allowed threshold of 5 MB");
        // What the body does not name is not judged: logs are 10 by default.
        assertThat(other("PUT /actions/a", ACTION).status()).isEqualTo(200);
        vectors.refused(
                other(
                        "PUT /actions/b",
                        "{\"exec\":" + CODE + ",\"parameters\":[{\"key\":\"long\",\"value\":12345678}]}"),
                "parameters",
                413,
                "parameters larger than allowed: 12 > 10 bytes.");
        vectors.refused(
                other("POST /actions/a", "{\"text\":\"1234567890\"}"),
                "payload",
                413,
                "Request larger than allowed: 21 > 20 bytes.");
    }

    private void refused(String limits, String text) {
        vectors.refused(
                other("PUT /actions/b", "{\"exec\":" + CODE + ",\"limits\":" + limits + "}"),
                limits,
                400,
                "requirement failed: " + text);
    }
}
