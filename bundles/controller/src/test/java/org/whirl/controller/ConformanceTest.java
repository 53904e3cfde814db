package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;

/** Appendix B of the REST contract in its order, as far as what it needs exists: 1 to 29 and 54. */
public final class ConformanceTest {
    private ApiFixture api;
    private Vectors vectors;

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    @Test
    public void answersAsTheAppendixSays() {
        check(new ApiFixture());
    }

    @Test
    public void answersTheSameWithStoresThatTakeTheirTime() {
        check(ApiFixture.slow());
        api.artifacts.put(
                new ActionPackage(
                        EntityPath.of("guest"),
                        new EntityName("p"),
                        SemanticVersion.FIRST,
                        false,
                        1,
                        Optional.empty(),
                        Parameters.EMPTY,
                        Parameters.EMPTY),
                Optional.empty());
        String large = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"" + "x".repeat(3_000_000) + "\"}}";
        vectors.check("PUT /actions/p/large", large, 200);
        vectors.check("POST /actions/p/large?blocking=true", "{\"a\":\"" + "x".repeat(900_000) + "\"}", 200);
        vectors.check("POST /actions/none/large", "{\"a\":\"" + "x".repeat(900_000) + "\"}", 404);
        vectors.check("PUT /actions/none/large", large, 404);
        vectors.check("DELETE /actions/p/large", null, 200);
    }

    private void check(ApiFixture fixture) {
        api = fixture;
        vectors = new Vectors("appendix B", api);
        checkSurface();
        checkLists();
        checkActions();
        checkInvocations();
        checkActivations();
        checkDeletion();
    }

    private void checkSurface() {
        Reply info = vectors.check(api.send("GET /api/v1", null), "1", 200);
        assertThat(info.json().path("build").isTextual()).isTrue();
        assertThat(info.json().path("buildno").isTextual()).isTrue();

        Reply missing = api.send("GET /api/v1/namespaces", null);
        vectors.refused(
                missing, "2", 401, "The resource requires authentication, which was not supplied with the request");
        assertThat(missing.header("WWW-Authenticate"))
                .isEqualTo("Basic realm=\"OpenWhisk secure realm\",charset=UTF-8");
        String wrong = ApiFixture.basic(ApiFixture.key(ApiFixture.GUEST.uuid(), 'x'));
        vectors.refused(
                api.send("GET /api/v1/namespaces", null, "Authorization", wrong),
                "3",
                401,
                "The supplied authentication is invalid");
        assertThat(vectors.check("GET /api/v1/namespaces", null, 200).body()).isEqualTo("[\"guest\"]");
        Reply named = api.send(
                "GET /api/v1/namespaces",
                null,
                "Authorization",
                ApiFixture.basic(ApiFixture.GUEST),
                "X-Request-ID",
                "abc123");
        assertThat(vectors.check(named, "5", 200).header("X-Request-ID")).isEqualTo("abc123");
        Reply preflight = vectors.check(api.send("OPTIONS /api/v1/anything", null), "6", 200);
        assertThat(preflight.body()).isEqualTo("OK");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .isEqualTo("Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent");
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET, DELETE, POST, PUT, HEAD");
        vectors.refused("POST /actions", "{}", 404, "The requested resource could not be found.");
    }

    private void checkLists() {
        for (String collection : new String[] {"actions", "packages", "triggers", "rules", "activations"}) {
            assertThat(vectors.check("GET /" + collection, null, 200).body()).isEqualTo("[]");
        }
        vectors.refused(
                "GET /actions?limit=201",
                null,
                400,
                "The query parameter 'limit' was malformed:\n"
                        + "The value '201' is not in the range of 0 to 200 for actions.");
        assertThat(vectors.check("GET /actions?count=true", null, 200).body()).isEqualTo("{\"actions\":0}");
    }

    private void checkActions() {
        String body = "{\"exec\":{\"kind\":\"nodejs:default\",\"code\":\"function main(p){return p}\"},"
                + "\"parameters\":[{\"key\":\"x\",\"value\":1}]}";
        Reply created = vectors.check("PUT /actions/a", body, 200);
        assertThat(created.at("/exec"))
                .isEqualTo("{\"kind\":\"nodejs:20\",\"code\":\"function main(p){return p}\",\"binary\":false}");
        assertThat(created.at("/version")).isEqualTo("\"0.0.1\"");
        assertThat(created.at("/annotations"))
                .isEqualTo(
                        "[{\"key\":\"provide-api-key\",\"value\":false},{\"key\":\"exec\",\"value\":\"nodejs:20\"}]");
        assertThat(created.at("/limits")).isEqualTo("{\"timeout\":60000,\"memory\":256,\"logs\":10,\"concurrency\":1}");
        vectors.refused("PUT /actions/a", body, 409, "resource already exists");
        Reply annotated =
                vectors.check("PUT /actions/a?overwrite=true", "{\"annotations\":[{\"key\":\"n\",\"value\":1}]}", 200);
        assertThat(annotated.at("/version")).isEqualTo("\"0.0.2\"");
        assertThat(annotated.at("/exec/code")).isEqualTo("\"function main(p){return p}\"");
        assertThat(annotated.at("/parameters")).isEqualTo("[{\"key\":\"x\",\"value\":1}]");
        assertThat(annotated.json().path("annotations")).hasSize(3);
        Reply smaller = vectors.check(
                "PUT /actions/a?overwrite=true", "{\"delAnnotations\":[\"n\"],\"limits\":{\"memory\":128}}", 200);
        assertThat(smaller.json().path("annotations")).hasSize(2);
        assertThat(smaller.at("/limits")).isEqualTo("{\"timeout\":60000,\"memory\":128,\"logs\":10,\"concurrency\":1}");
        Reply short15 = vectors.check("GET /actions/a?code=false", null, 200);
        assertThat(short15.at("/exec")).isEqualTo("{\"kind\":\"nodejs:20\",\"binary\":false}");
        vectors.refused(
                "PUT /actions/b",
                "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},\"limits\":{\"memory\":100000}}",
                400,
                "requirement failed: memory size 100000 MB exceeds allowed threshold of 512 MB");
        vectors.malformed(
                "PUT /actions/b",
                "{\"exec\":{\"kind\":\"foo\",\"code\":\"x\"}}",
                "The specified runtime 'foo' is not supported by this platform. Valid values are:"
                        + " 'blackbox', 'java:8', 'nodejs:18', 'nodejs:20', 'nodejs:6', 'sequence'.");
        vectors.refused("PUT /actions/b", "{}", 400, "exec undefined");
        vectors.refused("PUT /actions/no/b", "{}", 404, "The requested resource does not exist.");
    }

    private void checkInvocations() {
        Reply accepted = vectors.check("POST /actions/a", null, 202);
        assertThat(accepted.json().path("activationId").asText())
                .hasSize(32)
                .isEqualTo(accepted.header("x-openwhisk-activation-id"));
        Reply record = vectors.check("POST /actions/a?blocking=true", "{\"y\":2}", 200);
        assertThat(record.at("/response"))
                .isEqualTo("{\"status\":\"success\",\"success\":true,\"result\":{\"x\":1,\"y\":2},\"size\":14}");
        Reply bare = vectors.check("POST /actions/a?blocking=true&result=true", "{\"x\":5}", 200);
        assertThat(bare.body()).isEqualTo("{\"x\":5}");
        Reply failed = vectors.check("POST /actions/a?blocking=true&result=true", "{\"error\":\"no\"}", 502);
        assertThat(failed.body()).isEqualTo("{\"error\":\"no\"}");
        Reply failedRecord = vectors.check("POST /actions/a?blocking=true", "{\"error\":\"no\"}", 502);
        assertThat(failedRecord.at("/response/status")).isEqualTo("\"application error\"");
        assertThat(failedRecord.json().has("code")).isFalse();
        vectors.malformed("POST /actions/a", "[1]", "JSON object expected");
        vectors.refused(
                "POST /actions/a?timeout=60001",
                "{}",
                400,
                "The query parameter 'timeout' was malformed:\n"
                        + "Timeout must be number of milliseconds up to 60000.");
    }

    private void checkActivations() {
        String id = vectors.check("POST /actions/a?blocking=true", "{\"y\":2}", 200)
                .json()
                .path("activationId")
                .asText();
        Reply record = vectors.check("GET /activations/" + id, null, 200);
        assertThat(record.at("/subject")).isEqualTo("\"guest\"");
        assertThat(record.json().path("logs")).hasSize(1);
        assertThat(vectors.check("GET /activations/" + id + "/result", null, 200)
                        .at("/result"))
                .isEqualTo("{\"x\":1,\"y\":2}");
        assertThat(vectors.check("GET /activations/" + id + "/logs", null, 200)
                        .json()
                        .path("logs"))
                .hasSize(1);
        Reply list = vectors.check("GET /activations?name=a&limit=1", null, 200);
        assertThat(list.json()).hasSize(1);
        assertThat(list.at("/0/statusCode")).isEqualTo("0");
        assertThat(list.json().path(0).has("response")).isFalse();
        vectors.refused("GET /activations/xyz", null, 400, "Activation id length is 3 but must be 32.");
    }

    private void checkDeletion() {
        assertThat(vectors.check("DELETE /actions/a", null, 200).at("/exec/code"))
                .isEqualTo("\"function main(p){return p}\"");
        vectors.refused("DELETE /actions/a", null, 404, "The requested resource does not exist.");
        vectors.refused("POST /actions/a", "{}", 404, "The requested resource does not exist.");
    }
}
