package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Appendix B of the REST contract in its order: packages, triggers, rules and sequences as documents, 30 to 49 and 54. */
public final class EntityConformanceTest {
    private static final String GUEST = "/api/v1/namespaces/guest";
    private static final String CODE =
            "{\"exec\":{\"kind\":\"nodejs:default\",\"code\":\"function main(p){return p}\"}}";

    private final ApiFixture api = ApiFixture.slow();
    private final Vectors vectors = new Vectors("appendix B, entities", api);

    @Before
    public void prepare() {
        vectors.check("PUT /actions/a", CODE, 200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    @Test
    public void answersAsTheAppendixSays() {
        checkPackages();
        checkOthers();
        checkRules();
        checkSequences();
        checkDeletion();
    }

    private void checkPackages() {
        Reply created = vectors.check(
                "PUT /packages/p", "{\"publish\":true,\"parameters\":[{\"key\":\"x\",\"value\":9}]}", 200);
        assertThat(created.at("/binding")).as("30").isEqualTo("{}");
        vectors.check("PUT /actions/p/a", CODE, 200);
        Reply action = vectors.check("GET /actions/p/a", null, 200);
        assertThat(action.at("/namespace") + action.at("/parameters"))
                .as("31")
                .isEqualTo("\"guest/p\"[{\"key\":\"x\",\"value\":9}]");
        Reply whole = vectors.check("GET /packages/p", null, 200);
        assertThat(whole.json().path("actions")).as("32").hasSize(1);
        assertThat(whole.json().path("actions").get(0)).as("32").hasSize(3);
        assertThat(whole.at("/feeds")).as("32").isEqualTo("[]");
        Reply binding = vectors.check(
                "PUT /packages/q",
                "{\"binding\":{\"namespace\":\"_\",\"name\":\"p\"},\"parameters\":[{\"key\":\"x\",\"value\":7}]}",
                200);
        assertThat(binding.at("/annotations/0/key")).as("33").isEqualTo("\"binding\"");
        Reply bound = vectors.check("GET /actions/q/a?code=false", null, 200);
        assertThat(bound.at("/parameters/0/value") + bound.at("/binding") + bound.at("/namespace"))
                .as("34")
                .isEqualTo("7\"guest/q\"\"guest/p\"");
        vectors.refused("PUT /actions/q/z", CODE, 400, "Operation not permitted on package binding.");
        vectors.refused(
                "DELETE /packages/p",
                null,
                409,
                "Package not empty (contains 1 entity). Set force param or delete package contents.");
    }

    private void checkOthers() {
        Reply list = vectors.check(api.other("GET " + GUEST + "/packages", null), "37", 200);
        assertThat(list.json()).as("37").hasSize(1);
        assertThat(list.at("/0/name") + list.at("/0/binding")).as("37").isEqualTo("\"p\"false");
        vectors.denied("GET " + GUEST + "/actions/a", null, "guest/a");
        Reply record = vectors.check(api.other("POST " + GUEST + "/actions/p/a?blocking=true", null), "39", 200);
        assertThat(record.at("/namespace")).as("39").isEqualTo("\"other\"");
    }

    private void checkRules() {
        assertThat(vectors.check("PUT /triggers/t", "{}", 200).json().has("rules"))
                .as("40")
                .isFalse();
        assertThat(vectors.check("POST /triggers/t", null, 204).body()).as("40").isEmpty();
        Reply rule = vectors.check("PUT /rules/r", "{\"trigger\":\"/_/t\",\"action\":\"/_/a\"}", 200);
        assertThat(rule.at("/status") + rule.at("/trigger") + rule.at("/action"))
                .as("41")
                .isEqualTo("\"active\"{\"path\":\"guest\",\"name\":\"t\"}{\"path\":\"guest\",\"name\":\"a\"}");
        assertThat(vectors.check("GET /triggers/t", null, 200)
                        .json()
                        .path("rules")
                        .has("guest/r"))
                .as("42")
                .isTrue();
        String id = vectors.check("POST /triggers/t", "{\"k\":1}", 202)
                .json()
                .path("activationId")
                .asText();
        Deadline.within(10, () -> api.call("GET /activations/" + id).status() == 200);
        String line = vectors.check("GET /activations/" + id, null, 200)
                .json()
                .at("/logs/0")
                .asText();
        assertThat(line).as("43").startsWith("{").contains("\"rule\":\"guest/r\"");
        Reply off = vectors.check("POST /rules/r", "{\"status\":\"inactive\",\"trigger\":null,\"action\":null}", 200);
        assertThat(off.body()).as("44").isEqualTo("OK");
        vectors.check("POST /triggers/t", null, 204);
        assertThat(vectors.check("GET /rules", null, 200).json().get(0).has("status"))
                .as("46")
                .isFalse();
        vectors.check("DELETE /triggers/t", null, 200);
        assertThat(vectors.check("GET /rules/r", null, 200).at("/status"))
                .as("47")
                .isEqualTo("\"inactive\"");
        vectors.refused(
                "POST /rules/r", "{\"status\":\"active\"}", 404, "Only rules with existing triggers can be activated");
        vectors.refused("PUT /rules/a", "{}", 409, "Resource by this name exists but is not in this collection.");
    }

    private void checkSequences() {
        String sequence = "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/a\",\"/_/p/a\"]}}";
        Reply created = vectors.check("PUT /actions/s", sequence, 200);
        assertThat(created.at("/exec"))
                .as("49")
                .isEqualTo("{\"kind\":\"sequence\",\"components\":[\"/guest/a\",\"/guest/p/a\"]}");
        assertThat(created.at("/parameters"))
                .as("49")
                .isEqualTo("[{\"key\":\"_actions\",\"value\":[\"/guest/a\",\"/guest/p/a\"]}]");
        Reply record = vectors.check("POST /actions/s?blocking=true", "{}", 200);
        assertThat(record.json().path("logs")).as("50").hasSize(2);
        vectors.refused(
                "PUT /actions/s?overwrite=true",
                sequence.replace("/_/a", "/_/s"),
                400,
                "Sequence may not refer to itself.");
    }

    private void checkDeletion() {
        for (String path :
                new String[] {"/rules/r", "/actions/s", "/packages/q", "/actions/p/a", "/packages/p", "/actions/a"}) {
            assertThat(vectors.check("DELETE " + path, null, 200).json().has("namespace"))
                    .as("54")
                    .isTrue();
            vectors.refused("DELETE " + path, null, 404, "The requested resource does not exist.");
        }
        for (String collection : new String[] {"actions", "packages", "triggers", "rules"}) {
            assertThat(vectors.check("GET /" + collection, null, 200).body()).isEqualTo("[]");
        }
    }
}
