package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Packages and bindings as documents (contract: REST API, 3.4 and 5.3). */
public final class PackageDocumentsTest {
    private static final String CODE = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}";
    private static final String MISSING = "The requested resource does not exist.";
    private static final String OTHER_TYPE = "Resource by this name exists but is not in this collection.";
    private static final String NOT_EMPTY = "Set force param or delete package contents.";

    private final ApiFixture api = ApiFixture.slow();
    private final Vectors vectors = new Vectors("package documents", api);

    @Before
    public void prepare() {
        vectors.check("PUT /packages/p", "{\"publish\":true,\"parameters\":" + numbers("x", 9, "y", 9) + "}", 200);
        vectors.check("PUT /packages/b", bind("_", "p"), 200);
        vectors.check("PUT /actions/plain", CODE + "}", 200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private static String bind(String namespace, String name) {
        return "{\"binding\":{\"namespace\":\"" + namespace + "\",\"name\":\"" + name + "\"}}";
    }

    private static String numbers(Object... keysAndValues) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add("{\"key\":\"" + keysAndValues[i] + "\",\"value\":" + keysAndValues[i + 1] + "}");
        }
        return "[" + String.join(",", entries) + "]";
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    public void createsAndUpdatesPackages() {
        Reply created = vectors.check("PUT /packages/n?overwrite=true", "{}", 200);
        assertThat(names(created.json()))
                .containsExactlyInAnyOrder(
                        "namespace", "name", "version", "publish", "updated", "binding", "parameters", "annotations");
        assertThat(created.at("/binding")).isEqualTo("{}");
        vectors.refused("PUT /packages/n", "{}", 409, "resource already exists");
        Reply updated = vectors.check(
                "PUT /packages/n?overwrite=true",
                "{\"binding\":{},\"publish\":true,\"parameters\":" + numbers("a", 1) + ",\"annotations\":"
                        + numbers("binding", 1, "c", 2) + "}",
                200);
        assertThat(updated.at("/version")).isEqualTo("\"0.0.2\"");
        assertThat(updated.at("/annotations")).isEqualTo(numbers("c", 2));
        Reply kept = vectors.check("PUT /packages/n?overwrite=true", "{\"version\":\"1.2.3\"}", 200);
        assertThat(kept.at("/version") + kept.at("/publish") + kept.at("/parameters") + kept.at("/annotations"))
                .isEqualTo("\"1.2.3\"true" + numbers("a", 1) + numbers("c", 2));
        Reply replaced = vectors.check(
                "PUT /packages/n?overwrite=true", "{\"parameters\":[],\"annotations\":" + numbers("d", 3) + "}", 200);
        assertThat(replaced.at("/parameters") + replaced.at("/annotations")).isEqualTo("[]" + numbers("d", 3));
        Reply deleted = vectors.check("DELETE /packages/n", null, 200);
        assertThat(deleted.json()).isEqualTo(replaced.json());
        vectors.refused("DELETE /packages/n", null, 404, MISSING);
    }

    @Test
    public void createsAndUpdatesBindings() {
        Reply binding = vectors.check(
                "PUT /packages/c",
                bind("_", "p")
                        .replaceFirst(
                                "}$",
                                ",\"parameters\":" + numbers("x", 7, "z", 7) + ",\"annotations\":"
                                        + numbers("binding", 1, "c", 2) + "}"),
                200);
        assertThat(binding.at("/binding")).isEqualTo("{\"namespace\":\"guest\",\"name\":\"p\"}");
        assertThat(binding.at("/parameters")).isEqualTo(numbers("x", 7, "z", 7));
        assertThat(binding.at("/annotations"))
                .isEqualTo("[{\"key\":\"c\",\"value\":2},{\"key\":\"binding\","
                        + "\"value\":{\"namespace\":\"guest\",\"name\":\"p\"}}]");
        assertThat(vectors.check("GET /packages/c", null, 200).at("/parameters"))
                .isEqualTo(numbers("x", 7, "y", 9, "z", 7));
        vectors.check("PUT /packages/p2", "{\"parameters\":" + numbers("x", 2) + "}", 200);
        Reply moved = vectors.check("PUT /packages/c?overwrite=true", bind("guest", "p2"), 200);
        assertThat(moved.at("/binding/name")).isEqualTo("\"p2\"");
        assertThat(moved.at("/annotations/1/value/name")).isEqualTo("\"p2\"");
        Reply kept = vectors.check("PUT /packages/c?overwrite=true", "{\"binding\":{},\"annotations\":[]}", 200);
        assertThat(kept.at("/binding/name")).isEqualTo("\"p2\"");
        assertThat(kept.at("/annotations"))
                .isEqualTo("[{\"key\":\"binding\",\"value\":{\"namespace\":\"guest\",\"name\":\"p2\"}}]");
        assertThat(vectors.check("DELETE /packages/c", null, 200).at("/parameters"))
                .isEqualTo(numbers("x", 7, "z", 7));
    }

    @Test
    public void refusesWrongBodies() {
        String[][] malformed = {
            {"[1]", "Object expected in field 'exec'"},
            {"{\"binding\":null}", "Object expected in field 'namespace'"},
            {"{\"binding\":1}", "Object expected in field 'namespace'"},
            {"{\"binding\":[]}", "Object expected in field 'namespace'"},
            {"{\"binding\":{\"namespace\":\"_\"}}", "Object is missing required member 'name'"},
            {"{\"binding\":{\"name\":\"p\"}}", "Object is missing required member 'namespace'"},
            {"{\"binding\":{\"namespace\":1,\"name\":\"p\"}}", "entity name malformed"},
            {"{\"binding\":{\"namespace\":\"_\",\"name\":null}}", "entity name malformed"},
            {"{\"binding\":{\"namespace\":\"_\",\"name\":\"a/b\"}}", "entity name malformed"},
            {"{\"binding\":{\"namespace\":\"_\",\"name\":\"" + "x".repeat(257) + "\"}}", "entity name malformed"},
            {"{\"publish\":1}", "Expected JsBoolean, but got 1"},
            {"{\"version\":\"a\"}", "semantic version malformed"},
            {"{\"parameters\":{\"a\":1}}", "parameters malformed!"},
            {"{\"annotations\":1}", "parameters malformed!"},
        };
        for (String[] row : malformed) {
            vectors.malformed("PUT /packages/n", row[0], row[1]);
        }
        Object[][] refused = {
            {"PUT /packages/default", "{}", 400, "Package name 'default' is reserved."},
            {"PUT /packages/n", bind("_", "none"), 400, "Binding references a package that does not exist."},
            {"PUT /packages/n", bind("_", "n"), 400, "Binding references a package that does not exist."},
            {"PUT /packages/n", bind("guest", "b"), 400, "Cannot bind to another package binding."},
            {"PUT /packages/b?overwrite=true", bind("_", "b"), 400, "Cannot bind to another package binding."},
            {"PUT /packages/n", bind("_", "plain"), 409, "Cannot bind to a resource that is not a package."},
            {
                "PUT /packages/p?overwrite=true",
                bind("_", "b"),
                409,
                "Resource is a package and cannot be converted into a binding."
            },
            {"PUT /packages/b", bind("_", "none"), 409, "resource already exists"},
            {"PUT /packages/plain?overwrite=true", "{}", 409, OTHER_TYPE},
            {"GET /packages/plain", null, 409, OTHER_TYPE},
            {"DELETE /packages/plain", null, 409, OTHER_TYPE},
            {
                "DELETE /packages/p?force=x",
                null,
                400,
                "The query parameter 'force' was malformed:\n'x' is not a valid Boolean value"
            },
            {"POST /packages/p", "{}", 404, "The requested resource could not be found."},
            {"POST /packages/refresh", "{}", 404, "The requested resource could not be found."},
            {"GET /packages/p/", null, 404, "The requested resource could not be found."},
            {"GET /packages/p/a", null, 404, "The requested resource could not be found."},
        };
        for (Object[] row : refused) {
            vectors.refused((String) row[0], (String) row[1], (Integer) row[2], (String) row[3]);
        }
        String large = "[{\"key\":\"k\",\"value\":\"" + "x".repeat(1024 * 1024) + "\"}]";
        for (String part : new String[] {"parameters", "annotations"}) {
            vectors.refused(
                    "PUT /packages/n",
                    "{\"" + part + "\":" + large + "}",
                    413,
                    part + " larger than allowed: 1048579 > 1048576 bytes.");
        }
    }

    @Test
    public void showsItsContent() {
        assertThat(vectors.check("GET /packages/p", null, 200).at("/actions")).isEqualTo("[]");
        vectors.check("PUT /actions/p/a", CODE + "}", 200);
        vectors.check("PUT /actions/p/f", CODE + ",\"annotations\":[{\"key\":\"feed\",\"value\":false}]}", 200);
        vectors.check("PUT /actions/p/c", CODE + ",\"parameters\":" + numbers("a", 1) + "}", 200);
        vectors.check("PUT /actions/p/a?overwrite=true", "{}", 200);
        vectors.check("PUT /actions/p/a?overwrite=true", "{}", 200);
        for (String name : new String[] {"p", "b"}) {
            Reply whole = vectors.check("GET /packages/" + name, null, 200);
            assertThat(whole.json().path("actions").findValuesAsText("name")).containsExactlyInAnyOrder("a", "c");
            assertThat(whole.json().path("feeds").findValuesAsText("name")).containsExactly("f");
            whole.json().path("actions").forEach(entry -> assertThat(names(entry))
                    .containsExactlyInAnyOrder("name", "version", "annotations"));
            assertThat(whole.at("/binding"))
                    .isEqualTo(name.equals("p") ? "{}" : "{\"namespace\":\"guest\",\"name\":\"p\"}");
        }
    }

    @Test
    public void showsMoreThanOnePageOfContent() {
        int count = 205;
        for (int i = 0; i < count; i++) {
            api.call("PUT /actions/p/a" + i, CODE + "}");
        }
        assertThat(vectors.check("GET /packages/p", null, 200).json().path("actions"))
                .hasSize(count);
        vectors.refused(
                "DELETE /packages/p", null, 409, "Package not empty (contains " + count + " entities). " + NOT_EMPTY);
        vectors.check("DELETE /packages/p?force=true", null, 200);
        assertThat(vectors.check("GET /actions?count=true", null, 200).body()).isEqualTo("{\"actions\":1}");
        vectors.refused("GET /packages/p", null, 404, "The requested resource 'guest/p' does not exist.");
        vectors.refused("GET /packages/b", null, 404, "The requested resource 'guest/b' does not exist.");
        vectors.refused("GET /actions/b/a1", null, 404, MISSING);
        assertThat(vectors.check("PUT /packages/b?overwrite=true", "{}", 200).at("/version"))
                .isEqualTo("\"0.0.2\"");
        vectors.check("DELETE /packages/b", null, 200);
    }

    @Test
    public void countsWhatHindersDeletion() {
        vectors.check("PUT /actions/p/a", CODE + "}", 200);
        vectors.refused("DELETE /packages/p", null, 409, "Package not empty (contains 1 entity). " + NOT_EMPTY);
        vectors.check("PUT /actions/p/b", CODE + "}", 200);
        vectors.refused("DELETE /packages/p", null, 409, "Package not empty (contains 2 entities). " + NOT_EMPTY);
        vectors.check("DELETE /packages/b", null, 200);
        vectors.check("GET /actions/p/a", null, 200);
    }

    @Test
    public void listsShortEntries() {
        JsonNode list =
                vectors.check("GET /packages/?docs=true&public=true", null, 200).json();
        assertThat(list).hasSize(2);
        list.forEach(entry -> {
            assertThat(names(entry))
                    .containsExactlyInAnyOrder(
                            "namespace", "name", "version", "publish", "annotations", "binding", "updated");
            assertThat(entry.path("binding").isBoolean())
                    .isEqualTo(entry.path("name").asText().equals("p"));
        });
        assertThat(vectors.check("GET /packages?count=true&skip=5", null, 200).body())
                .isEqualTo("{\"packages\":0}");
    }
}
