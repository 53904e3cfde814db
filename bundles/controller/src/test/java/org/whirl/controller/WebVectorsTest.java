package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.controller.WebFixture.ID;
import static org.whirl.controller.WebFixture.PROTECTED;
import static org.whirl.controller.WebFixture.lines;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.runtime.RuntimeManifest;

/** The vectors of the contract's section on web actions, 1.17, all twelve; and what else can be a web action. */
public final class WebVectorsTest {
    private static final Set<String> ALWAYS = Set.of(
            "x-request-id",
            ID,
            "access-control-allow-origin",
            "access-control-allow-methods",
            "access-control-allow-headers");

    @Test
    public void answersAsTheContractSays() {
        try (WebFixture web = new WebFixture("section 1.17")) {
            check(web);
        }
    }

    @Test
    public void answersTheSameWithStoresThatTakeTheirTime() {
        try (WebFixture web = new WebFixture("section 1.17, slow stores", ApiFixture.slow())) {
            check(web);
        }
    }

    private static void check(WebFixture web) {
        Reply empty = shown(web, "{}", 204, "", "");
        assertThat(new TreeSet<>(WebFixture.headers(empty).keySet())).isEqualTo(new TreeSet<>(ALWAYS));
        shown(web, "{\"statusCode\":200}", 200, "", "");
        shown(web, "{\"body\":\"hello\"}", 200, "text/html; charset=UTF-8", "hello");
        shown(web, "{\"body\":3}", 200, "application/json", "3");
        shown(web, "{\"statusCode\":\"444\"}", 444, "", "");
        web.returns("{\"statusCode\":\"xyz\"}");
        web.refused("GET w", null, 400, "Response is not valid 'message/http'.");
        Reply cookies = shown(web, "{\"headers\":{\"Set-Cookie\":[\"a=b\",\"c=d\"]}}", 204, "", "");
        assertThat(lines(cookies, "Set-Cookie")).containsExactly("a=b", "c=d");
        String json = "{\"headers\":{\"content-type\":\"application/json\"},\"body\":\"hello world\"}";
        shown(web, json, 200, "application/json", "hello world");
        web.returns("{\"headers\":{\"content-type\":\"text/html\"},\"body\":{\"a\":1}}");
        web.refused("GET w", null, 400, "Response type in header did not match generated content type.");
        web.defineWith("final", ",\"parameters\":[{\"key\":\"y\",\"value\":1}]", "final=true");
        web.refused("POST final.json?y=1", null, 400, PROTECTED);
        web.returns("{\"x\":1}");
        web.refused("GET w.text", null, 404, "Response does not include requested property.");
        web.define("export_c");
        web.check("GET export_c.json/content/z", null, 200);
        assertThat(web.arguments().path("__ow_path").textValue()).isEqualTo("/content/z");
    }

    private static Reply shown(WebFixture web, String result, int status, String type, String body) {
        web.returns(result);
        Reply reply = web.check("GET w", null, status);
        assertThat(reply.header("Content-Type")).isEqualTo(type);
        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.header(ID)).isNotEmpty();
        return reply;
    }

    @Test
    public void servesSequences() {
        try (WebFixture web = new WebFixture("sequences")) {
            web.define("second", "web-export=false");
            web.vectors.check(
                    "PUT /actions/s",
                    "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/w\",\"/_/second\"]},"
                            + "\"annotations\":[{\"key\":\"web-export\",\"value\":true}]}",
                    200);
            web.returns("{\"body\":\"from w\",\"statusCode\":201}");
            Reply reply = web.check("GET s?a=b", null, 201);
            assertThat(reply.body()).isEqualTo("from w");
            assertThat(web.api
                            .balancer
                            .messages
                            .get(0)
                            .content()
                            .orElseThrow()
                            .path("a")
                            .textValue())
                    .isEqualTo("b");
            Reply record = web.vectors.check("GET /activations/" + reply.header(ID), null, 200);
            assertThat(record.at("/name")).isEqualTo("\"s\"");
            web.ends(Outcome.APPLICATION_ERROR, "{\"error\":{\"statusCode\":409,\"body\":\"no\"}}");
            assertThat(web.check("GET s", null, 409).body()).isEqualTo("no");
            web.refused("GET second", null, 404, "The requested resource does not exist.");
        }
    }

    @Test
    public void refusesDeprecatedKinds() {
        try (WebFixture web = new WebFixture("deprecated kinds")) {
            web.api.providers.remove(0);
            web.api.providers.add(() -> List.of(new RuntimeManifest(
                    "nodejs:20", "x", false, true, false, true, false, List.of(), Optional.empty())));
            Deadline.within(5, () -> web.web("GET w", null).status() == 400);
            web.refused(
                    "GET w",
                    null,
                    400,
                    "The 'nodejs:20' runtime is no longer supported."
                            + " You may read and delete but not update or invoke this action.");
        }
    }
}
