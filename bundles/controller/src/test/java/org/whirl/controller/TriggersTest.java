package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Triggers as documents (contract: REST API, 3.1, 3.2, 3.5 and 5.3). */
public final class TriggersTest {
    private static final String MISSING = "The requested resource does not exist.";
    private static final String OTHER_TYPE = "Resource by this name exists but is not in this collection.";

    private final ApiFixture api = ApiFixture.slow();
    private final Vectors vectors = new Vectors("triggers", api);

    @Before
    public void prepare() {
        vectors.check("PUT /actions/a", "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}", 200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    @Test
    public void storesAndShows() {
        Reply created = vectors.check(
                "PUT /triggers/t%20@.-_",
                "{\"parameters\":[{\"key\":\"a\",\"value\":1}],\"limits\":{\"any\":1},\"rules\":{\"x\":1},"
                        + "\"annotations\":[{\"key\":\"feed\",\"value\":\"//whisk.system/x//f/\"}],\"name\":\"other\"}",
                200);
        assertThat(names(created.json()))
                .containsExactlyInAnyOrder(
                        "namespace", "name", "version", "publish", "updated", "parameters", "annotations", "limits");
        assertThat(created.at("/name")).isEqualTo("\"t @.-_\"");
        assertThat(created.at("/namespace")).isEqualTo("\"guest\"");
        assertThat(created.at("/version")).isEqualTo("\"0.0.1\"");
        assertThat(created.at("/limits")).isEqualTo("{}");
        assertThat(vectors.check("GET /triggers/t%20@.-_", null, 200).json()).isEqualTo(created.json());
        assertThat(vectors.check("DELETE /triggers/t%20@.-_", null, 200).json()).isEqualTo(created.json());
        vectors.refused("GET /triggers/t%20@.-_", null, 404, MISSING);
        vectors.refused("DELETE /triggers/t%20@.-_", null, 404, MISSING);
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    public void updates() {
        Reply created = vectors.check(
                "PUT /triggers/t?overwrite=true",
                "{\"parameters\":[{\"key\":\"a\",\"value\":1}],\"annotations\":[{\"key\":\"b\",\"value\":1}]}",
                200);
        vectors.refused("PUT /triggers/t", "{}", 409, "resource already exists");
        Reply raised = vectors.check("PUT /triggers/t?overwrite=true", "{\"publish\":true,\"parameters\":null}", 200);
        assertThat(raised.at("/version")).isEqualTo("\"0.0.2\"");
        assertThat(raised.at("/publish")).isEqualTo("true");
        assertThat(raised.at("/parameters")).isEqualTo(created.at("/parameters"));
        assertThat(raised.at("/annotations")).isEqualTo(created.at("/annotations"));
        assertThat(raised.json().path("updated").longValue())
                .isGreaterThan(created.json().path("updated").longValue());
        Reply replaced = vectors.check(
                "PUT /triggers/t?overwrite=yes",
                "{\"version\":\"2\",\"parameters\":[],\"annotations\":[{\"key\":\"feed\",\"value\":1}]}",
                200);
        assertThat(replaced.at("/version")).isEqualTo("\"2.0.0\"");
        assertThat(replaced.at("/publish")).isEqualTo("true");
        assertThat(replaced.at("/parameters")).isEqualTo("[]");
        assertThat(replaced.at("/annotations")).isEqualTo("[{\"key\":\"feed\",\"value\":1}]");
    }

    @Test
    public void refusesWrongBodies() {
        String[][] malformed = {
            {"[1]", "Object expected in field 'exec'"},
            {"\"x\"", "Object expected in field 'exec'"},
            {"{\"limits\":1}", "Object expected"},
            {"{\"limits\":[]}", "Object expected"},
            {"{\"publish\":\"yes\"}", "Expected JsBoolean, but got \"yes\""},
            {"{\"version\":\"0.0.0\"}", "semantic version malformed"},
            {"{\"parameters\":{}}", "parameters malformed!"},
            {"{\"annotations\":[{\"key\":\"a\"}]}", "parameters malformed!"},
        };
        for (String[] row : malformed) {
            vectors.malformed("PUT /triggers/t", row[0], row[1]);
        }
        for (String feed : new String[] {"1", "null", "true", "\"\"", "\"/\"", "\"a/?\"", "\" a\"", "{}"}) {
            vectors.refused(
                    "PUT /triggers/t",
                    "{\"annotations\":[{\"key\":\"feed\",\"value\":" + feed + "}]}",
                    400,
                    "Feed name is not valid");
        }
        String large = "x".repeat(1024 * 1024);
        for (String part : new String[] {"parameters", "annotations"}) {
            vectors.refused(
                    "PUT /triggers/t",
                    "{\"" + part + "\":[{\"key\":\"k\",\"value\":\"" + large + "\"}]}",
                    413,
                    part + " larger than allowed: 1048579 > 1048576 bytes.");
        }
        vectors.refused(
                "PUT /triggers/t?overwrite=abc",
                "{}",
                400,
                "The query parameter 'overwrite' was malformed:\n'abc' is not a valid Boolean value");
        assertThat(vectors.check("PUT /triggers/t", null, 400).error())
                .startsWith("The request content was malformed:\n");
        vectors.refused("PUT /triggers/t%3F", "{}", 400, "The name of the entity contains illegal characters.");
        vectors.refused("GET /triggers/" + "x".repeat(257), null, 400, "Name segement longer than allowed: 257 > 256.");
    }

    @Test
    public void refusesOtherTypesAndPaths() {
        vectors.refused("GET /triggers/a", null, 409, OTHER_TYPE);
        vectors.refused("PUT /triggers/a", "{}", 409, OTHER_TYPE);
        vectors.refused("PUT /triggers/a?overwrite=true", "{}", 409, OTHER_TYPE);
        vectors.refused("DELETE /triggers/a", null, 409, OTHER_TYPE);
        vectors.check("PUT /triggers/t", "{}", 200);
        vectors.refused("GET /actions/t", null, 409, OTHER_TYPE);
        for (String request : new String[] {
            "POST /triggers",
            "PUT /triggers",
            "DELETE /triggers/",
            "GET /triggers/t/",
            "PUT /triggers/t/",
            "GET /triggers/t/u",
            "PATCH /triggers/t"
        }) {
            vectors.refused(request, null, 404, "The requested resource could not be found.");
        }
    }

    @Test
    public void lists() {
        for (int i = 0; i < 3; i++) {
            vectors.check("PUT /triggers/t" + i, "{}", 200);
            vectors.check("PUT /triggers/t" + i + "?overwrite=true", "{}", 200);
        }
        vectors.check("PUT /triggers/t0?overwrite=true", "{}", 200);
        vectors.check("PUT /triggers/t0?overwrite=true", "{}", 200);
        JsonNode list =
                vectors.check("GET /triggers/?docs=true&limit=2", null, 200).json();
        assertThat(list).hasSize(2);
        assertThat(names(list.get(0)))
                .containsExactlyInAnyOrder("namespace", "name", "version", "publish", "annotations", "updated");
        assertThat(vectors.check("GET /triggers?count=true&skip=1", null, 200).body())
                .isEqualTo("{\"triggers\":2}");
        vectors.refused(
                "GET /triggers?skip=-1",
                null,
                400,
                "The query parameter 'skip' was malformed:\n"
                        + "The value '-1' is not greater than or equal to 0 for triggers.");
    }

    @Test
    public void belongsToItsNamespaceAlone() {
        vectors.check("PUT /triggers/t", "{\"publish\":true}", 200);
        String guest = "/api/v1/namespaces/guest/triggers";
        String[][] table = {
            {"GET " + guest, null, "guest"},
            {"GET " + guest + "/t", null, "guest/t"},
            {"GET " + guest + "/none", null, "guest/none"},
            {"PUT " + guest + "/t?overwrite=true", "{}", "guest/t"},
            {"DELETE " + guest + "/t", null, "guest/t"},
        };
        for (String[] row : table) {
            vectors.denied(row[0], row[1], row[2]);
        }
    }
}
