package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.MemoryArtifactStore;
import org.whirl.spi.store.MemorySubjectStore;
import org.whirl.spi.store.Stored;

/** Services that go and come back while requests are under way. */
public final class HotUpdateTest {
    private static final String ACTION = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("hot update", api);

    @Before
    public void prepare() {
        vectors.check("PUT /actions/a", ACTION, 200);
        vectors.check("POST /actions/a?blocking=true", "{}", 200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    @Test
    public void waitsForAServiceThatComesBack() {
        api.api.unbind(api.artifacts);
        CompletableFuture<Reply> reply = later(() -> api.call("GET /actions/a"));
        api.vertx.setTimer(100, id -> api.api.bind(api.artifacts));
        vectors.check(reply.join(), "artifact store", 200);
        api.api.unbind(api.balancer);
        reply = later(() -> api.call("POST /actions/a?blocking=true", "{}"));
        api.vertx.setTimer(100, id -> api.api.bind(api.balancer));
        vectors.check(reply.join(), "load balancer", 200);
    }

    private static CompletableFuture<Reply> later(Supplier<Reply> request) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        new Thread(() -> reply.complete(request.get())).start();
        return reply;
    }

    @Test
    public void refusesWhenItStaysAway() {
        api.api.unbind(api.artifacts);
        Reply refused = api.call("GET /actions/a");
        vectors.refused(
                refused,
                "no artifact store",
                503,
                "The store of entities is not available at the moment. Try again in a few seconds.");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        api.api.unbind(api.activations);
        vectors.check("GET /activations", null, 503);
        api.api.unbind(api.balancer);
        vectors.check(api.send("GET /", null), "no balancer", 503);
        vectors.check("GET /limits", null, 200);
    }

    @Test
    public void takesTheSuccessorBeforeThePredecessorLeaves() {
        MemoryArtifactStore successor = new MemoryArtifactStore();
        api.api.bind(successor);
        api.api.unbind(api.artifacts);
        vectors.check("GET /actions/a", null, 404);
        vectors.check("POST /actions/a", "{}", 404);
        vectors.check("PUT /actions/a", ACTION, 200);
        vectors.check("POST /actions/a", "{}", 202);
    }

    @Test
    public void invokesWhatWasWrittenLast() {
        for (int i = 0; i < 200; i++) {
            String parameters = "{\"parameters\":[{\"key\":\"n\",\"value\":" + i + "}]}";
            vectors.check("PUT /actions/a?overwrite=true", parameters, 200);
            assertThat(api.call("POST /actions/a?blocking=true&result=true", "{}")
                            .body())
                    .isEqualTo("{\"n\":" + i + "}");
        }
        vectors.check("DELETE /actions/a", null, 200);
        vectors.check("POST /actions/a", "{}", 404);
    }

    @Test
    public void replacesTheCredentialsOfTheGuest() {
        MemorySubjectStore fresh = new MemorySubjectStore();
        BasicAuthKey old = ApiFixture.key("43bc46b1-71f6-4ed5-8c54-816aa4f8c504", 'x');
        fresh.put(
                new Subject(
                        "guest",
                        false,
                        List.of(NamespaceKey.hashed("guest", old), NamespaceKey.hashed("second", ApiFixture.OTHER))),
                Optional.empty());
        api.api.bind(fresh);
        api.api.unbind(api.subjects);
        vectors.check("GET /api/v1/namespaces", null, 200);
        vectors.check(
                api.send("GET /api/v1/namespaces", null, "Authorization", ApiFixture.basic(old)), "old pair", 401);
        Reply second = api.send("GET /api/v1/namespaces", null, "Authorization", ApiFixture.basic(ApiFixture.OTHER));
        assertThat(vectors.check(second, "other namespace", 200).body()).isEqualTo("[\"second\"]");
        Stored<Subject> guest = fresh.get("guest").toCompletableFuture().join().orElseThrow();
        assertThat(guest.value().namespaces()).hasSize(2).allMatch(key -> key.secret()
                .startsWith("sha256:"));
        api.api.bind(fresh);
        assertThat(fresh.get("guest").toCompletableFuture().join()).contains(guest);
    }

    @Test
    public void refusesBlockedSubjectsAndWrongForms() {
        MemorySubjectStore fresh = new MemorySubjectStore();
        fresh.put(
                new Subject("blocked-one", true, List.of(NamespaceKey.hashed("other", ApiFixture.OTHER))),
                Optional.empty());
        api.api.bind(fresh);
        String invalid = "The supplied authentication is invalid";
        String missing = "The resource requires authentication, which was not supplied with the request";
        String[][] table = {
            {ApiFixture.basic(ApiFixture.OTHER), invalid},
            {"Basic " + base64("no-uuid:" + "k".repeat(64)), invalid},
            {"Basic " + base64(ApiFixture.GUEST.uuid() + ":short"), invalid},
            {"Basic " + base64("nocolon"), invalid},
            {"Basic ***", missing},
            {"Bearer abc", missing},
            {"", missing},
        };
        for (String[] row : table) {
            vectors.refused(api.send("GET /api/v1/namespaces", null, "Authorization", row[0]), row[0], 401, row[1]);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
