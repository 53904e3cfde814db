package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.json.Json;

/** The API with web actions of the guest, called by nobody in particular. */
final class WebFixture implements AutoCloseable {
    static final String ID = "x-openwhisk-activation-id";
    static final String ORIGIN = "Access-Control-Allow-Origin";
    static final String PROTECTED = "Request defines parameters that are not allowed (e.g., reserved properties).";

    final ApiFixture api;
    final Vectors vectors;

    WebFixture(String name) {
        this(name, new ApiFixture());
    }

    WebFixture(String name, ApiFixture api) {
        this.api = api;
        vectors = new Vectors("web actions: " + name, api);
        api.subjects.putLimits(
                "guest",
                NamespaceLimits.NONE
                        .with(Count.INVOCATIONS_PER_MINUTE, 100_000)
                        .with(Count.CONCURRENT_INVOCATIONS, 1000));
        define("w");
    }

    /** A web action with more annotations, in the form {@code name=JSON}. */
    void define(String path, String... annotations) {
        defineWith(path, "", annotations);
    }

    /** As above, with more members of the document. */
    void defineWith(String path, String members, String... annotations) {
        String all = Stream.concat(Stream.of("web-export=true"), Arrays.stream(annotations))
                .map(text -> text.split("=", 2))
                // A map, so that annotations given replace those before.
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> other))
                .entrySet()
                .stream()
                .map(entry -> "{\"key\":\"" + entry.getKey() + "\",\"value\":" + entry.getValue() + "}")
                .collect(Collectors.joining(",", "[", "]"));
        api.call("DELETE /actions/" + path);
        Reply reply = api.call(
                "PUT /actions/" + path,
                "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},\"annotations\":" + all + members + "}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    /** What the action {@code w} ends with from now on. */
    void ends(Outcome outcome, String result) {
        api.balancer.respond("w", new ActivationResponse(outcome, Optional.of(parse(result)), Optional.empty()));
    }

    void returns(String result) {
        ends(Outcome.SUCCESS, result);
    }

    static JsonNode parse(String json) {
        try {
            return Json.parse(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /** A request below the guest's default package, without credentials; absolute where the path has a slash first. */
    Reply web(String request, String body, String... headers) {
        int space = request.indexOf(' ') + 1;
        String path = request.substring(space);
        String whole = path.startsWith("/") ? "/api/v1/web" + path : "/api/v1/web/guest/default/" + path;
        return api.send(request.substring(0, space) + whole, body, headers);
    }

    Reply check(String request, String body, int status, String... headers) {
        return vectors.check(web(request, body, headers), request + " " + body, status);
    }

    /** An answer that the web actions' own part of the API refuses: its JSON has several lines. */
    Reply refused(String request, String body, int status, String error, String... headers) {
        Reply reply = web(request, body, headers);
        vectors.refused(reply, request + " " + body, status, error);
        assertThat(reply.body()).startsWith("{\n  \"error\": ");
        assertThat(reply.header("WWW-Authenticate")).isEmpty();
        return reply;
    }

    /** The arguments that the last invocation had. */
    JsonNode arguments() {
        return api.balancer
                .messages
                .get(api.balancer.messages.size() - 1)
                .content()
                .orElseThrow();
    }

    int invocations() {
        return api.balancer.messages.size();
    }

    /** All lines of a header. */
    static List<String> lines(Reply reply, String name) {
        return reply.response().headers().allValues(name);
    }

    static Map<String, List<String>> headers(Reply reply) {
        return reply.response().headers().map();
    }

    @Override
    public void close() {
        vectors.report();
        api.close();
    }
}
