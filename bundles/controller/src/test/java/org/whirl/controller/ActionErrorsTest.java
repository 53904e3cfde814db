package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.entity.NamespaceLimits;

/** What PUT of an action refuses, text by text (contract: REST API, 3.1, 3.3.2 to 3.3.4). */
public final class ActionErrorsTest {
    private static final String PUT = "PUT /actions/b";
    private static final String CODE = "{\"kind\":\"nodejs:20\",\"code\":\"x\"}";
    private static final String KINDS = "'blackbox', 'java:8', 'nodejs:18', 'nodejs:20', 'nodejs:6', 'sequence'";
    private static final String LOCAL =
            "requirement failed: The fully qualified name of the entity must contain at least"
                    + " the namespace and the name of the entity.";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("action errors", api);

    @Before
    public void prepare() {
        vectors.check("PUT /actions/a", "{\"exec\":" + CODE + "}", 200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    @Test
    public void refusesWrongExec() {
        String[][] table = {
            {"1", "JSON object expected"},
            {"\"x\"", "JSON object expected"},
            {"{}", "'kind' must be a string defined in 'exec'"},
            {"{\"kind\":1}", "'kind' must be a string defined in 'exec'"},
            {"{\"kind\":null}", "'kind' must be a string defined in 'exec'"},
            {"{\"kind\":\"foo:1\"}", unsupported("foo:1")},
            {"{\"kind\":\"foo:default\"}", unsupported("foo:default")},
            {"{\"kind\":\"python:3.11\",\"code\":\"x\"}", unsupported("python:3.11")},
            {"{\"kind\":\"nodejs:20\"}", missingCode("nodejs:20")},
            {"{\"kind\":\"nodejs:20\",\"code\":null}", missingCode("nodejs:20")},
            {"{\"kind\":\"nodejs:20\",\"code\":1}", "Could not deserialize as attachment record: 1"},
            {"{\"kind\":\"nodejs:20\",\"code\":{\"a\":1}}", "Could not deserialize as attachment record: {\"a\":1}"},
            {
                "{\"kind\":\"java:default\",\"code\":\"x\"}",
                "'main' must be a string defined in 'exec' for 'java:default' actions"
            },
            {
                "{\"kind\":\"nodejs:20\",\"code\":\"x\",\"main\":1}",
                "if defined, 'main' be a string in 'exec' for 'nodejs:20' actions"
            },
            {
                "{\"kind\":\"nodejs:20\",\"code\":\"x\",\"main\":null}",
                "if defined, 'main' be a string in 'exec' for 'nodejs:20' actions"
            },
            {"{\"kind\":\"blackbox\"}", "'image' must be a string defined in 'exec' for 'blackbox' actions"},
            {"{\"kind\":\"blackbox\",\"image\":\"Foo/x\"}", "could not parse image name"},
            {"{\"kind\":\"blackbox\",\"image\":\"/foo\"}", "could not parse image name"},
            {"{\"kind\":\"blackbox\",\"image\":\"foo:\"}", "could not parse image name"},
            {"{\"kind\":\"blackbox\",\"image\":\"a b\"}", "could not parse image name"},
            {"{\"kind\":\"sequence\"}", "'components' must be defined for sequence kind"},
            {"{\"kind\":\"sequence\",\"components\":1}", "'components' must be an array"},
            {"{\"kind\":\"sequence\",\"components\":[1]}", "fully qualified name malformed"},
            {"{\"kind\":\"sequence\",\"components\":[\"a\"]}", LOCAL},
        };
        for (String[] row : table) {
            vectors.malformed(PUT, "{\"exec\":" + row[0] + "}", row[1]);
        }
    }

    private static String unsupported(String kind) {
        return "The specified runtime '" + kind + "' is not supported by this platform. Valid values are: " + KINDS
                + ".";
    }

    private static String missingCode(String kind) {
        return "'code' must be a string or attachment object defined in 'exec' for '" + kind + "' actions";
    }

    @Test
    public void refusesWrongLimits() {
        String[][] outOfRange = {
            {"\"memory\":127", "memory size 127 MB below allowed threshold of 128 MB"},
            {"\"memory\":513", "memory size 513 MB exceeds allowed threshold of 512 MB"},
            {"\"timeout\":99", "duration 99 milliseconds below allowed threshold of 100 milliseconds"},
            {"\"timeout\":300001", "duration 300001 milliseconds exceeds allowed threshold of 300000 milliseconds"},
            {
                "\"timeout\":1e1000000000",
                "duration 2147483647 milliseconds exceeds allowed threshold of 300000" + " milliseconds"
            },
            {"\"logs\":11", "log size 11 MB exceeds allowed threshold of 10 MB"},
            {"\"concurrency\":0", "concurrency 0 below allowed threshold of 1"},
            {"\"concurrency\":2", "concurrency 2 exceeds allowed threshold of 1"},
            {"\"logs\":11,\"timeout\":99,\"memory\":127", "memory size 127 MB below allowed threshold of 128 MB"},
        };
        for (String[] row : outOfRange) {
            vectors.refused(PUT, limits("{" + row[0] + "}"), 400, "requirement failed: " + row[1]);
        }
        vectors.refused(
                PUT,
                limits("{\"instances\":1001}"),
                400,
                "Max action instance concurrency must not exceed your namespace concurrency of 1000.");
        String[][] malformed = {
            {"\"instances\":-1", "requirement failed: Action container concurrency must be greater than or equal to 0."
            },
            {"\"memory\":-1", "requirement failed: a negative size of an object is not allowed."},
            {"\"logs\":-1", "requirement failed: a negative size of an object is not allowed."},
            {"\"timeout\":\"x\"", "time limit malformed"},
            {"\"memory\":\"x\"", "memory limit malformed"},
            {"\"logs\":true", "log limit malformed"},
            {"\"concurrency\":[]", "concurrency limit malformed"},
            {"\"instances\":{}", "instance concurrency limit malformed"},
            {"\"timeout\":1.5", "requirement failed: time limit must be whole number"},
            {"\"timeout\":1e-1000000000", "requirement failed: time limit must be whole number"},
            {"\"memory\":1.5", "requirement failed: memory limit must be whole number"},
            {"\"logs\":1.5", "requirement failed: log limit must be whole number"},
            {"\"concurrency\":1.5", "requirement failed: intra concurrency limit must be whole number"},
            {"\"instances\":1.5", "requirement failed: instance concurrency limit must be whole number"},
        };
        for (String[] row : malformed) {
            vectors.malformed(PUT, limits("{" + row[0] + "}"), row[1]);
        }
        vectors.malformed(PUT, limits("[1]"), "Object expected in field 'timeout'");
    }

    private static String limits(String limits) {
        return "{\"exec\":" + CODE + ",\"limits\":" + limits + "}";
    }

    @Test
    public void refusesWrongMembers() {
        String[][] table = {
            {"\"publish\":\"yes\"", "Expected JsBoolean, but got \"yes\""},
            {"\"publish\":1", "Expected JsBoolean, but got 1"},
            {"\"version\":1", "semantic version malformed"},
            {"\"version\":\"\"", "semantic version malformed"},
            {"\"version\":\"0.0.0\"", "semantic version malformed"},
            {"\"version\":\"1.x\"", "semantic version malformed"},
            {"\"parameters\":{}", "parameters malformed!"},
            {"\"parameters\":[{\"key\":\"a\"}]", "parameters malformed!"},
            {"\"parameters\":[{\"key\":1,\"value\":1}]", "parameters malformed!"},
            {"\"parameters\":[{\"key\":\"a\",\"value\":1,\"init\":null}]", "parameters malformed!"},
            {"\"parameters\":[{\"key\":\"a\",\"value\":1,\"encryption\":1}]", "parameters malformed!"},
            {"\"annotations\":\"x\"", "parameters malformed!"},
            {"\"delAnnotations\":\"x\"", "Expected Array as JsArray, but got \"x\""},
            {"\"delAnnotations\":[1]", "Expected String as JsString, but got 1"},
        };
        for (String[] row : table) {
            vectors.malformed(PUT, "{\"exec\":" + CODE + "," + row[0] + "}", row[1]);
        }
        vectors.malformed(PUT, "[1]", "Object expected in field 'exec'");
        vectors.malformed(PUT, "null", "Object expected in field 'exec'");
        vectors.refused(PUT, "{\"exec\":null}", 400, "exec undefined");
        assertThat(vectors.check(PUT, null, 400).error()).startsWith("The request content was malformed:\n");
    }

    @Test
    public void refusesUnsoundSequences() {
        vectors.refused(PUT, sequence(""), 400, "No component specified for the sequence.");
        vectors.refused(PUT, sequence("\"/_/none\""), 400, "Sequence component does not exist.");
        vectors.refused(PUT, sequence("\"/_/nopackage/a\""), 404, "The requested resource does not exist.");
        vectors.refused(
                PUT,
                sequence("\"/other/a\",\"/other/p/a\",\"/other/a\""),
                403,
                "The supplied authentication is not authorized to access 'other/a, other/p'.");
        vectors.refused(PUT, sequence("\"/_/a\"" + ",\"/_/a\"".repeat(50)), 400, "Too many actions in the sequence.");
        vectors.check("PUT /actions/s", sequence("\"/_/a\"" + ",\"/guest/a\"".repeat(49)), 200);
        vectors.refused(PUT, sequence("\"/_/s\",\"/_/a\""), 400, "Too many actions in the sequence.");
        vectors.refused(
                "PUT /actions/s?overwrite=true", sequence("\"/_/s\""), 400, "Sequence may not refer to itself.");
        vectors.check("PUT /actions/outer", sequence("\"/_/s\""), 200);
        vectors.refused(
                "PUT /actions/s?overwrite=true", sequence("\"/_/outer\""), 400, "Sequence may not refer to itself.");
    }

    private static String sequence(String components) {
        return "{\"exec\":{\"kind\":\"sequence\",\"components\":[" + components + "]}}";
    }

    @Test
    public void refusesDeprecatedAndForbiddenKinds() {
        String deprecated = "The 'nodejs:6' runtime is no longer supported."
                + " You may read and delete but not update or invoke this action.";
        vectors.refused(PUT, "{\"exec\":{\"kind\":\"nodejs:6\",\"code\":\"x\"}}", 400, deprecated);
        api.subjects.putLimits(
                "other",
                NamespaceLimits.NONE
                        .with(NamespaceLimits.Count.CONCURRENT_INVOCATIONS, 3)
                        .withAllowedKinds(List.of("nodejs:18")));
        String[] other = {"Authorization", ApiFixture.basic(ApiFixture.OTHER), "Content-Type", "application/json"};
        vectors.refused(
                api.send(PUT, "{\"exec\":" + CODE + "}", other),
                "other",
                403,
                "The supplied authentication is not authorized to access actions of kind 'nodejs:20'.");
        for (String[] row :
                new String[][] {{"sequence", "\"components\":[\"/_/none\"]"}, {"blackbox", "\"image\":\"x/y\""}}) {
            vectors.refused(
                    api.send(PUT, "{\"exec\":{\"kind\":\"" + row[0] + "\"," + row[1] + "}}", other),
                    "other",
                    403,
                    "The supplied authentication is not authorized to access actions of kind '" + row[0] + "'.");
        }
        vectors.refused(
                api.send(PUT, limits("{\"instances\":4}").replace("nodejs:20", "nodejs:18"), other),
                "other",
                400,
                "Max action instance concurrency must not exceed your namespace concurrency of 3.");
    }

    @Test
    public void refusesLargeParts() {
        String large = "x".repeat(1024 * 1024);
        vectors.refused(
                PUT,
                "{\"exec\":" + CODE + ",\"parameters\":[{\"key\":\"k\",\"value\":\"" + large + "\"}]}",
                413,
                "parameters larger than allowed: 1048579 > 1048576 bytes.");
        vectors.refused(
                PUT,
                "{\"exec\":" + CODE + ",\"annotations\":[{\"key\":\"k\",\"value\":\"" + large + "\"}]}",
                413,
                "annotations larger than allowed: 1048579 > 1048576 bytes.");
        vectors.refused(
                PUT,
                "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"" + "x".repeat(50331648 - 3) + "\",\"main\":\"main\"}}",
                413,
                "exec larger than allowed: 50331649 > 50331648 bytes.");
    }
}
