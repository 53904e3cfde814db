package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Binding;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.entity.Trigger;
import org.whirl.spi.messaging.ActivationMessage;

/** Actions in packages and through bindings, own and foreign (contract: REST API, 2.4, 2.5, 3.3.6). */
public final class PackagesTest {
    private static final String ACTION = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},"
            + "\"parameters\":[{\"key\":\"a\",\"value\":3},{\"key\":\"z\",\"value\":3}]}";
    private static final String MISSING = "The requested resource does not exist.";
    private static final String OTHER_TYPE = "Resource by this name exists but is not in this collection.";
    private static final String NOT_ON_BINDING = "Operation not permitted on package binding.";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("packages", api);

    @Before
    public void prepare() {
        put("guest", "p", true, Optional.empty(), numbers("x", 9, "y", 9, "a", 9));
        put("guest", "private", false, Optional.empty(), Parameters.EMPTY);
        put("guest", "q", true, binding("guest", "p"), numbers("x", 7));
        put("guest", "lost", false, binding("guest", "gone"), Parameters.EMPTY);
        put("guest", "self", false, binding("guest", "self"), Parameters.EMPTY);
        put("other", "mine", false, binding("guest", "p"), numbers("x", 5));
        put("other", "denied", false, binding("guest", "private"), Parameters.EMPTY);
        put("other", "unknown", false, binding("guest", "gone"), Parameters.EMPTY);
        api.artifacts.put(
                new Trigger(
                        EntityPath.of("guest"),
                        new EntityName("t"),
                        SemanticVersion.FIRST,
                        false,
                        1,
                        Parameters.EMPTY,
                        Optional.empty(),
                        Parameters.EMPTY),
                Optional.empty());
        vectors.check("PUT /actions/p/a", ACTION, 200);
        vectors.check("PUT /actions/private/a", ACTION, 200);
        vectors.check("PUT /actions/plain", ACTION, 200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private void put(String namespace, String name, boolean publish, Optional<Binding> binding, Parameters parameters) {
        api.artifacts.put(
                new ActionPackage(
                        EntityPath.of(namespace),
                        new EntityName(name),
                        SemanticVersion.FIRST,
                        publish,
                        1,
                        binding,
                        parameters,
                        Parameters.EMPTY),
                Optional.empty());
    }

    private static Optional<Binding> binding(String namespace, String name) {
        return Optional.of(new Binding(namespace, new EntityName(name)));
    }

    private static Parameters numbers(Object... keysAndValues) {
        Parameters parameters = Parameters.EMPTY;
        for (int i = 0; i < keysAndValues.length; i += 2) {
            parameters = parameters.with((String) keysAndValues[i], IntNode.valueOf((Integer) keysAndValues[i + 1]));
        }
        return parameters;
    }

    private Reply other(String request, String body) {
        return api.send(
                request, body, "Authorization", ApiFixture.basic(ApiFixture.OTHER), "Content-Type", "application/json");
    }

    @Test
    public void mergesParametersOnReading() {
        Reply packaged = vectors.check("GET /actions/p/a", null, 200);
        assertThat(packaged.at("/namespace")).isEqualTo("\"guest/p\"");
        assertThat(packaged.at("/parameters"))
                .isEqualTo("[{\"key\":\"x\",\"value\":9},{\"key\":\"y\",\"value\":9},"
                        + "{\"key\":\"a\",\"value\":3},{\"key\":\"z\",\"value\":3}]");
        Reply bound = vectors.check("GET /actions/q/a?code=false", null, 200);
        assertThat(bound.at("/parameters/0")).isEqualTo("{\"key\":\"x\",\"value\":7}");
        assertThat(bound.at("/binding")).isEqualTo("\"guest/q\"");
        assertThat(bound.at("/namespace")).isEqualTo("\"guest/p\"");
        assertThat(vectors.check("GET /actions/q/a", null, 200).json().has("binding"))
                .isFalse();
    }

    @Test
    public void invokesThroughBindings() {
        Reply record = vectors.check("POST /actions/q/a?blocking=true", "{\"z\":1}", 200);
        assertThat(record.at("/response/result")).isEqualTo("{\"x\":7,\"y\":9,\"a\":3,\"z\":1}");
        ActivationMessage message = api.balancer.messages.get(0);
        assertThat(message.action()).hasToString("guest/p/a");
        assertThat(message.binding()).contains("guest/q");
        Reply foreign = vectors.check(other("POST /actions/mine/a?blocking=true", null), "foreign binding", 200);
        assertThat(foreign.at("/namespace")).isEqualTo("\"other\"");
        assertThat(foreign.at("/response/result/x")).isEqualTo("5");
        Reply direct = other("POST /api/v1/namespaces/guest/actions/p/a?blocking=true", "{}");
        assertThat(vectors.check(direct, "published package", 200).at("/namespace"))
                .isEqualTo("\"other\"");
    }

    @Test
    public void listsPackages() {
        JsonNode list = vectors.check("GET /actions/p/", null, 200).json();
        assertThat(list).hasSize(1);
        assertThat(list.at("/0/namespace").textValue()).isEqualTo("guest/p");
        assertThat(vectors.check("GET /actions/q/?count=true", null, 200).body())
                .isEqualTo("{\"actions\":1}");
        assertThat(vectors.check("GET /actions", null, 200).json()).hasSize(3);
        vectors.check(other("GET /api/v1/namespaces/guest/actions/p/", null), "published", 200);
        Reply packages = vectors.check("GET /packages?limit=1&skip=3", null, 200);
        assertThat(packages.json()).hasSize(1);
    }

    @Test
    public void refusesWhatIsNotThere() {
        for (String request : new String[] {
            "GET /actions/none/a", "POST /actions/none/a", "DELETE /actions/none/a", "GET /actions/none/",
            "GET /actions/lost/a", "POST /actions/lost/a", "GET /actions/lost/", "GET /actions/p/none",
            "POST /actions/q/none", "DELETE /actions/p/none"
        }) {
            vectors.refused(request, null, 404, MISSING);
        }
        vectors.refused("PUT /actions/none/a", ACTION, 404, MISSING);
        for (String request : new String[] {
            "GET /actions/plain/a",
            "POST /actions/t/a",
            "DELETE /actions/plain/a",
            "GET /actions/t",
            "POST /actions/p",
            "DELETE /actions/t",
            "GET /actions/t/"
        }) {
            vectors.refused(request, null, 409, OTHER_TYPE);
        }
        vectors.refused("PUT /actions/t", ACTION, 409, OTHER_TYPE);
        vectors.refused("PUT /actions/t/a", ACTION, 409, OTHER_TYPE);
        vectors.refused("PUT /actions/p?overwrite=true", ACTION, 409, OTHER_TYPE);
        for (String name : new String[] {"q", "lost", "self"}) {
            vectors.refused("PUT /actions/" + name + "/z", ACTION, 400, NOT_ON_BINDING);
            vectors.refused("DELETE /actions/" + name + "/a", null, 400, NOT_ON_BINDING);
        }
        String circular = "Package binding 'guest/self' contains a circular reference.";
        for (String request :
                new String[] {"GET /actions/self/a", "POST /actions/self/a", "GET /actions/self/", "GET /packages/self"
                }) {
            vectors.refused(request, null, 422, circular);
        }
        vectors.refused("GET /packages/none", null, 404, "The requested resource 'guest/none' does not exist.");
        vectors.refused("GET /packages/lost", null, 404, "The requested resource 'guest/lost' does not exist.");
        vectors.check("DELETE /packages/self", null, 200);
    }

    @Test
    public void refusesForeignThings() {
        String guest = "/api/v1/namespaces/guest";
        String[][] table = {
            {"GET " + guest + "/actions", "guest"},
            {"GET " + guest + "/activations", "guest"},
            {"GET " + guest + "/triggers", "guest"},
            {"GET " + guest + "/limits", "guest"},
            {"GET " + guest + "/actions/plain", "guest/plain"},
            {"POST " + guest + "/actions/plain", "guest/plain"},
            {"DELETE " + guest + "/actions/plain", "guest/plain"},
            {"GET " + guest + "/actions/missing", "guest/missing"},
            {"GET " + guest + "/actions/private/a", "guest/private"},
            {"POST " + guest + "/actions/private/a", "guest/private"},
            {"GET " + guest + "/actions/private/", "guest/private"},
            {"GET " + guest + "/actions/missing/a", "guest/missing"},
            {"GET " + guest + "/actions/q/a", "guest/q"},
            {"PUT " + guest + "/actions/p/a", "guest/p/a"},
            {"DELETE " + guest + "/actions/p/a", "guest/p/a"},
            {"PUT " + guest + "/actions/missing/a", "guest/missing/a"},
            {"GET /actions/denied/a", "other/denied"},
            {"POST /actions/unknown/a", "other/unknown"},
            {"GET /actions/unknown/", "other/unknown"},
            {"GET " + guest + "/activations/0a1b2c3d4e5f60718293a4b5c6d7e8f9", "guest/0a1b2c3d4e5f60718293a4b5c6d7e8f9"
            },
        };
        for (String[] row : table) {
            vectors.refused(
                    other(row[0], row[0].startsWith("PUT") ? ACTION : null),
                    row[0],
                    403,
                    "The supplied authentication is not authorized to access '" + row[1] + "'.");
        }
        vectors.refused(other("GET " + guest + "/actions/p/none", null), "published, action missing", 404, MISSING);
    }
}
