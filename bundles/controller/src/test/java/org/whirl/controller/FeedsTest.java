package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;

/** The requests of clients that create, change and delete triggers with feeds (contract: web and others, 4.5 and 4.6). */
public final class FeedsTest {
    private static final String FEED = "POST /actions/provider/changes?blocking=true&result=false";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("feeds", api);

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private static String event(String event) {
        return "{\"k\":\"v\",\"lifecycleEvent\":\"" + event + "\",\"triggerName\":\"/_/t\",\"authKey\":\""
                + ApiFixture.GUEST.pair() + "\"}";
    }

    private JsonNode arguments() {
        return api.balancer
                .messages
                .get(api.balancer.messages.size() - 1)
                .content()
                .orElseThrow();
    }

    private void provide() {
        vectors.check("PUT /packages/provider", "{\"publish\":true}", 200);
        vectors.check(
                "PUT /actions/provider/changes",
                "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},\"annotations\":[{\"key\":\"feed\",\"value\":true}]}",
                200);
        assertThat(vectors.check("GET /packages/provider", null, 200).at("/feeds/0/name"))
                .isEqualTo("\"changes\"");
    }

    @Test
    public void followsATriggerThroughItsLife() {
        provide();
        String annotated = "{\"annotations\":[{\"key\":\"feed\",\"value\":\"/_/provider/changes\"}]}";
        vectors.check("PUT /triggers/t?overwrite=false", annotated, 200);
        Reply created = vectors.check(FEED, event("CREATE"), 200);
        assertThat(created.at("/response/success")).isEqualTo("true");
        assertThat(arguments().path("authKey").textValue()).isEqualTo(ApiFixture.GUEST.pair());
        assertThat(arguments().path("triggerName").textValue()).isEqualTo("/_/t");
        Reply trigger = vectors.check("GET /triggers/t", null, 200);
        assertThat(trigger.at("/annotations/0")).isEqualTo("{\"key\":\"feed\",\"value\":\"/_/provider/changes\"}");
        for (String event : new String[] {"READ", "UPDATE"}) {
            vectors.check(FEED, event(event), 200);
            assertThat(arguments().path("lifecycleEvent").textValue()).isEqualTo(event);
        }
        vectors.check("PUT /triggers/t?overwrite=true", "{\"parameters\":[{\"key\":\"p\",\"value\":1}]}", 200);
        assertThat(vectors.check("GET /triggers/t", null, 200).at("/annotations/0/key"))
                .isEqualTo("\"feed\"");
        vectors.check("POST /triggers/t", "{\"event\":1}", 204);
        vectors.check(FEED, event("DELETE"), 200);
        vectors.check("DELETE /triggers/t", null, 200);
    }

    @Test
    public void rollsBackWhatTheProviderRefuses() {
        provide();
        vectors.check(
                "PUT /triggers/t?overwrite=false",
                "{\"annotations\":[{\"key\":\"feed\",\"value\":\"/_/provider/changes\"}]}",
                200);
        api.balancer.respond("changes", ActivationResponse.failure(Outcome.APPLICATION_ERROR, "no such source"));
        Reply refused = vectors.check(FEED, event("CREATE"), 502);
        assertThat(refused.at("/response/result")).isEqualTo("{\"error\":\"no such source\"}");
        assertThat(refused.at("/response/status")).isEqualTo("\"application error\"");
        vectors.check("DELETE /triggers/t", null, 200);
        vectors.check("GET /triggers/t", null, 404);
    }

    @Test
    public void refusesWhatIsNoNameOfAFeed() {
        for (String feed : new String[] {"7", "\"a$\"", "null"}) {
            vectors.refused(
                    "PUT /triggers/t?overwrite=false",
                    "{\"annotations\":[{\"key\":\"feed\",\"value\":" + feed + "}]}",
                    400,
                    "Feed name is not valid");
        }
    }
}
