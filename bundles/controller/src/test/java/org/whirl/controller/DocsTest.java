package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Test;
import org.whirl.controller.ApiDescription.Operation;

/** The description of the API says what is served, and all that is served. */
public final class DocsTest {
    private static final String CODE = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}";
    private static final String ACTION = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},"
            + "\"parameters\":[{\"key\":\"a\",\"value\":1,\"init\":true}],\"limits\":{\"timeout\":1000}}";

    private final ApiFixture api = new ApiFixture();
    private final ApiDescription description =
            new ApiDescription(api.send("GET /api/v1/api-docs", null).json());

    @After
    public void close() {
        api.close();
    }

    @Test
    public void isServedForProgramsAndForPeople() {
        assertThat(api.send("GET //api-docs", null).json())
                .isEqualTo(api.send("GET /api/v1/api-docs", null).json());
        for (String prefix : List.of("/api/v1", "")) {
            Reply redirect = api.send("GET /" + prefix + "/docs", null);
            assertThat(redirect.status()).isEqualTo(308);
            assertThat(redirect.header("Location")).isEqualTo(prefix + "/docs/index.html?url=" + prefix + "/api-docs");
            Reply page = api.send("GET /" + redirect.header("Location"), null);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.body()).contains("<title>Whirl API</title>");
        }
    }

    @Test
    public void everyDescribedOperationIsServedAndNoOther() {
        Set<Operation> described = Set.copyOf(description.operations());
        Set<String> paths = described.stream().map(Operation::path).collect(Collectors.toSet());
        for (String path : paths) {
            String asked = "/api/v1"
                    + path.replace("{namespace}", "_")
                            .replace("{activation}", "0a1b2c3d4e5f60718293a4b5c6d7e8f9")
                            .replaceAll("\\{[a-z]+}", "sample");
            if (path.startsWith("/web")) {
                continue;
            }
            for (String method : List.of("get", "put", "post", "delete", "patch")) {
                Reply reply = api.call(method.toUpperCase() + " " + asked, "{}");
                assertThat(ApiDescription.isMissingRoute(reply))
                        .as(method + " " + path + ": " + reply.body())
                        .isEqualTo(!described.contains(new Operation(path, method)));
            }
        }
    }

    @Test
    public void answersAreAsDescribed() {
        for (String request : List.of(
                "PUT /actions/a " + ACTION,
                "PUT /actions/a " + CODE,
                "PUT /actions/a?overwrite=true " + CODE,
                "PUT /actions/b {}",
                "GET /actions/a",
                "GET /actions/a?code=false",
                "GET /actions/none",
                "GET /actions",
                "GET /actions?count=true",
                "GET /actions?limit=999",
                "PUT /packages/p {\"parameters\":[{\"key\":\"x\",\"value\":null}]}",
                "PUT /actions/p/a " + CODE,
                "PUT /packages/b {\"binding\":{\"namespace\":\"_\",\"name\":\"p\"}}",
                "GET /packages/p",
                "GET /packages/b",
                "GET /packages",
                "GET /actions/p/",
                "GET /actions/b/a?code=false",
                "DELETE /packages/p",
                "PUT /triggers/t {\"annotations\":[{\"key\":\"k\",\"value\":[1]}]}",
                "POST /triggers/t {}",
                "PUT /rules/r {\"trigger\":\"/_/t\",\"action\":\"/_/a\"}",
                "GET /rules/r",
                "GET /rules",
                "GET /triggers/t",
                "GET /triggers",
                "POST /triggers/t {\"k\":1}",
                "POST /rules/r {\"status\":\"inactive\"}",
                "DELETE /rules/r",
                "POST /actions/a {}",
                "POST /actions/a?blocking=true {}",
                "POST /actions/a?blocking=true&result=true {\"error\":\"no\"}",
                "POST /actions/a [1]",
                "GET /activations",
                "GET /activations?docs=true",
                "GET /activations/xyz",
                "GET /limits",
                "DELETE /triggers/t",
                "DELETE /packages/p?force=true",
                "DELETE /actions/a")) {
            String[] parts = request.split(" ", 3);
            Reply reply = api.call(parts[0] + " " + parts[1], parts.length < 3 ? null : parts[2]);
            assertThat(ApiDescription.isMissingRoute(reply)).as(request).isFalse();
            description.check(parts[0], "/namespaces/_" + parts[1], reply);
        }
        String id = api.call("GET /activations?limit=1")
                .json()
                .path(0)
                .path("activationId")
                .asText();
        for (String suffix : List.of("", "/logs", "/result")) {
            String path = "/activations/" + id + suffix;
            description.check("GET", "/namespaces/_" + path, api.call("GET " + path));
        }
        description.check("GET", "/namespaces", api.call("GET /api/v1/namespaces"));
    }
}
