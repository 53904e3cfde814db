package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The published description of the API, as a check of what the API really answers. */
final class ApiDescription {
    private static final String MISSING_ROUTE = "The requested resource could not be found.";

    private final JsonNode document;
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4);

    ApiDescription(JsonNode document) {
        this.document = document;
    }

    /** A path and a method that are described. */
    record Operation(String path, String method) {}

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> operations.add(new Operation(path.getKey(), method)));
        }
        return operations;
    }

    /** Checks status and body of an answer; {@code path} is what was asked for below {@code /api/v1}. */
    void check(String method, String path, Reply reply) {
        String asked = method + " " + path + " answered " + reply.status() + " " + reply.body();
        Optional<JsonNode> operation = find(method, path);
        assertThat(operation).as("described: " + asked).isPresent();
        JsonNode answer = operation.get().path("responses").path(Integer.toString(reply.status()));
        assertThat(answer.isMissingNode()).as("described status: " + asked).isFalse();
        JsonNode schema = answer.path("schema");
        if (schema.isObject() && !schema.isEmpty() && !reply.body().equals("OK")) {
            ObjectNode whole = schema.deepCopy();
            whole.set("definitions", document.path("definitions"));
            assertThat(schemas.getSchema(whole).validate(reply.json()))
                    .as(asked)
                    .isEmpty();
        }
    }

    private Optional<JsonNode> find(String method, String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return document.path("paths").properties().stream()
                .filter(entry -> matches(entry.getKey(), plain))
                .map(entry -> entry.getValue().path(method.toLowerCase()))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    private static boolean matches(String template, String path) {
        String pattern = Pattern.quote(template).replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q");
        return path.matches(pattern);
    }

    /** Whether the answer says that there is no such route. */
    static boolean isMissingRoute(Reply reply) {
        return reply.status() == 404 && reply.body().contains(MISSING_ROUTE);
    }
}
