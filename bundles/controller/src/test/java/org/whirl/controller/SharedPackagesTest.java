package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;

/** What others see of a namespace, and what they may bind (contract: REST API, 2.4 and 2.5). */
public final class SharedPackagesTest {
    private static final String GUEST = "/api/v1/namespaces/guest";
    private static final String CODE = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}";
    private static final String BIND = "{\"binding\":{\"namespace\":\"%s\",\"name\":\"%s\"}}";
    private static final String MISSING = "The requested resource does not exist.";

    private ApiFixture api = ApiFixture.slow();
    private Vectors vectors = new Vectors("shared packages", api);

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private void prepare() {
        vectors.check("PUT /packages/pub", "{\"publish\":true,\"parameters\":[{\"key\":\"x\",\"value\":1}]}", 200);
        vectors.check("PUT /packages/priv", "{}", 200);
        vectors.check("PUT /packages/bound", BIND.formatted("_", "pub").replaceFirst("}$", ",\"publish\":true}"), 200);
        vectors.check("PUT /actions/pub/a", CODE, 200);
        vectors.check("PUT /actions/plain", CODE, 200);
    }

    @Test
    public void showsPublishedPackagesToOthers() {
        prepare();
        Reply list = vectors.check(api.other("GET " + GUEST + "/packages", null), "37", 200);
        assertThat(list.json()).hasSize(1);
        assertThat(list.at("/0/name") + list.at("/0/binding")).isEqualTo("\"pub\"false");
        assertThat(list.json().path(0).has("parameters")).isFalse();
        assertThat(api.other("GET " + GUEST + "/packages?count=true", null).body())
                .isEqualTo("{\"packages\":1}");
        assertThat(api.other("GET " + GUEST + "/packages/?skip=1", null).body()).isEqualTo("[]");
        assertThat(api.other("GET " + GUEST + "/packages?skip=2&count=true", null)
                        .body())
                .isEqualTo("{\"packages\":0}");
        assertThat(api.other("GET /api/v1/namespaces/nobody/packages", null).body())
                .isEqualTo("[]");
        vectors.refused(
                api.other("GET " + GUEST + "/packages?limit=201", null),
                "limit",
                400,
                "The query parameter 'limit' was malformed:\n"
                        + "The value '201' is not in the range of 0 to 200 for packages.");
        Reply whole = vectors.check(api.other("GET " + GUEST + "/packages/pub", null), "published", 200);
        assertThat(whole.json().path("actions")).hasSize(1);
        vectors.check(api.other("GET " + GUEST + "/actions/pub/a", null), "published", 200);
    }

    @Test
    public void deniesTheRest() {
        prepare();
        String[][] table = {
            {"GET " + GUEST + "/packages/priv", null, "guest/priv"},
            {"GET " + GUEST + "/packages/none", null, "guest/none"},
            {"GET " + GUEST + "/packages/bound", null, "guest/bound"},
            {"PUT " + GUEST + "/packages/pub?overwrite=true", "{}", "guest/pub"},
            {"PUT " + GUEST + "/packages/new", "{}", "guest/new"},
            {"DELETE " + GUEST + "/packages/pub", null, "guest/pub"},
            {"PUT /packages/b", BIND.formatted("guest", "priv"), "guest/priv"},
            {"PUT /packages/b", BIND.formatted("guest", "none"), "guest/none"},
            {"PUT /packages/b", BIND.formatted("guest", "bound"), "guest/bound"},
        };
        for (String[] row : table) {
            vectors.denied(row[0], row[1], row[2]);
        }
        vectors.refused(
                api.other("PUT /packages/b", BIND.formatted("guest", "plain")),
                "binding to an action",
                409,
                "Cannot bind to a resource that is not a package.");
        vectors.refused(
                api.other("GET " + GUEST + "/packages/plain", null),
                "foreign action as package",
                409,
                "Resource by this name exists but is not in this collection.");
    }

    @Test
    public void closesBindingsWhenTheirTargetsAreNoLongerShared() {
        prepare();
        Reply binding = vectors.check(
                api.other(
                        "PUT /packages/b",
                        BIND.formatted("guest", "pub")
                                .replaceFirst("}$", ",\"parameters\":[{\"key\":\"x\",\"value\":2}]}")),
                "binding",
                200);
        assertThat(binding.at("/annotations/0/value")).isEqualTo("{\"namespace\":\"guest\",\"name\":\"pub\"}");
        Reply whole = vectors.check(api.other("GET /packages/b", null), "binding", 200);
        assertThat(whole.at("/parameters")).isEqualTo("[{\"key\":\"x\",\"value\":2}]");
        assertThat(whole.json().path("actions")).hasSize(1);
        vectors.check(api.other("PUT /triggers/t", "{}"), "trigger", 200);
        vectors.check(api.other("PUT /actions/own", CODE), "action", 200);
        vectors.check("PUT /packages/pub?overwrite=true", "{\"publish\":false}", 200);
        denyBinding();
        vectors.check(api.other("PUT /packages/b?overwrite=true", "{\"publish\":true}"), "update", 200);
        vectors.denied("PUT /packages/b?overwrite=true", BIND.formatted("guest", "pub"), "guest/pub");
        vectors.check("DELETE /packages/pub?force=true", null, 200);
        denyBinding();
        for (String request : new String[] {"PUT /actions/b/a", "DELETE /actions/b/a"}) {
            vectors.refused(api.other(request, CODE), request, 400, "Operation not permitted on package binding.");
        }
        vectors.check(api.other("DELETE /packages/b", null), "unusable binding", 200);
    }

    private void denyBinding() {
        String sequence = "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/own\",\"/_/b/a\",\"/guest/plain\"]}}";
        String[][] table = {
            {"GET /packages/b", null, "other/b"},
            {"GET /actions/b/", null, "other/b"},
            {"GET /actions/b/a", null, "other/b"},
            {"POST /actions/b/a", "{}", "other/b"},
            {"PUT /rules/r", "{\"trigger\":\"/_/t\",\"action\":\"/_/b/a\"}", "other/b"},
            {"PUT /actions/s", sequence, "other/b, guest/plain"},
        };
        for (String[] row : table) {
            vectors.denied(row[0], row[1], row[2]);
        }
    }

    @Test
    public void sharesTheSystemsPackages() {
        BasicAuthKey system = ApiFixture.key("43bc46b1-71f6-4ed5-8c54-816aa4f8c504", 's');
        api.subjects.put(
                new Subject("whisk.system", false, List.of(NamespaceKey.hashed("whisk.system", system))),
                Optional.empty());
        String[] headers = {"Authorization", ApiFixture.basic(system), "Content-Type", "application/json"};
        vectors.check(api.send("PUT /packages/utils", "{\"publish\":true}", headers), "system", 200);
        vectors.check(api.send("PUT /actions/utils/echo", CODE, headers), "system", 200);
        vectors.check("PUT /packages/u", BIND.formatted("whisk.system", "utils"), 200);
        JsonNode action =
                vectors.check("GET /actions/u/echo?code=false", null, 200).json();
        assertThat(action.path("namespace").asText()).isEqualTo("whisk.system/utils");
        assertThat(action.path("binding").asText()).isEqualTo("guest/u");
        vectors.check("POST /actions/u/echo?blocking=true", "{}", 200);
        vectors.check("GET /api/v1/namespaces/whisk.system/packages", null, 200);
    }

    @Test
    public void mayKeepOthersFromReading() {
        api.close();
        api = new ApiFixture(settings -> new Settings(
                settings.host(),
                settings.port(),
                settings.eventLoops(),
                settings.guest(),
                settings.plainKeys(),
                true,
                settings.bounds(),
                settings.sizes(),
                settings.quotas(),
                settings.times()));
        vectors = new Vectors("execute only", api);
        prepare();
        vectors.check(api.other("PUT /packages/b", BIND.formatted("guest", "pub")), "binding", 200);
        String shared = "GET not permitted for 'guest/pub' since it's a shared package";
        String bound = "GET not permitted since other/b is a binding of a shared package";
        String[][] table = {
            {"GET " + GUEST + "/packages/pub", shared},
            {"GET " + GUEST + "/actions/pub/", shared},
            {"GET /packages/b", bound},
            {"GET /actions/b/", bound},
            {
                "GET " + GUEST + "/actions/pub/a",
                "GET not permitted for 'guest/pub/a' since it's an action in a shared package"
            },
            {
                "GET /actions/b/none",
                "GET not permitted for 'other/b/none'."
                        + " Resource does not exist or is an action in a shared package binding."
            },
        };
        for (String[] row : table) {
            vectors.refused(api.other(row[0], null), row[0], 403, row[1]);
        }
        vectors.check(api.other("POST /actions/b/a?blocking=true", "{}"), "use through a binding", 200);
        vectors.check(api.other("POST " + GUEST + "/actions/pub/a?blocking=true", "{}"), "use", 200);
        vectors.refused(api.other("POST /actions/b/none", "{}"), "use of nothing", 404, MISSING);
        vectors.check("GET /packages/pub", null, 200);
        vectors.check("GET /packages/bound", null, 200);
        vectors.check("GET /actions/bound/a", null, 200);
    }
}
