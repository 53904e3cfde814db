package org.whirl.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.SemanticVersion;

/** Activations as JSON: the record of the REST API, its entry in lists, and the stored document. */
public final class ActivationJson {
    private ActivationJson() {}

    /** The full record as clients see it. */
    public static ObjectNode write(Activation activation) {
        ObjectNode json = writeCommon(activation).put("subject", activation.subject());
        activation.duration().ifPresent(duration -> json.put("duration", duration));
        json.set("response", writeResponse(activation.response()));
        json.set("logs", writeLogs(activation.logs()));
        return json;
    }

    /** The entry in a list: with the status code, without response, logs and subject. */
    public static ObjectNode writeSummary(Activation activation) {
        ObjectNode json = writeCommon(activation);
        activation.end().ifPresent(end -> json.put("duration", end - activation.start())
                .put("statusCode", activation.response().outcome().statusCode()));
        return json;
    }

    /** The stored document, without id and revision; a trigger's {@code end} is written as 0. */
    public static ObjectNode writeDocument(Activation activation) {
        ObjectNode json = writeCommon(activation)
                .put("subject", activation.subject())
                .put("end", activation.end().orElse(0L))
                .put("entityType", "activation");
        activation.duration().ifPresent(duration -> json.put("duration", duration));
        ObjectNode response = json.putObject("response")
                .put("statusCode", activation.response().outcome().statusCode());
        writeResult(activation.response(), response);
        json.set("logs", writeLogs(activation.logs()));
        return json;
    }

    private static ObjectNode writeCommon(Activation activation) {
        ObjectNode json = Json.object()
                .put("namespace", activation.namespace())
                .put("name", activation.name().value())
                .put("version", activation.version().toString())
                .put("publish", false)
                .put("activationId", activation.activationId().value())
                .put("start", activation.start());
        activation.end().ifPresent(end -> json.put("end", end));
        activation.cause().ifPresent(cause -> json.put("cause", cause.value()));
        json.set("annotations", ParametersJson.write(activation.annotations()));
        return json;
    }

    /** The response part of a record as clients see it. */
    public static ObjectNode writeResponse(ActivationResponse response) {
        ObjectNode json = Json.object()
                .put("status", response.outcome().status())
                .put("success", response.outcome() == Outcome.SUCCESS);
        writeResult(response, json);
        return json;
    }

    private static void writeResult(ActivationResponse response, ObjectNode json) {
        response.result().ifPresent(result -> json.set("result", result));
        response.size().ifPresent(size -> json.put("size", size));
    }

    /** The log lines as an array. */
    public static ArrayNode writeLogs(List<String> logs) {
        ArrayNode array = Json.array();
        logs.forEach(array::add);
        return array;
    }

    /**
     * Reads a stored document.
     *
     * @throws RuntimeException of any type when it cannot be understood; stores report it as corrupted
     */
    public static Activation readDocument(JsonNode json) {
        JsonNode response = Json.required(json, "response");
        long start = Json.number(json, "start");
        Optional<Long> end = Optional.of(Json.number(json, "end")).filter(time -> time != 0);
        List<String> logs = new ArrayList<>();
        Json.required(json, "logs").forEach(line -> logs.add(line.asText()));
        return new Activation(
                Json.text(json, "namespace"),
                new EntityName(Json.text(json, "name")),
                SemanticVersion.parse(Json.text(json, "version")),
                Json.text(json, "subject"),
                new ActivationId(Json.text(json, "activationId")),
                start,
                end,
                Json.optionalNumber(json, "duration").or(() -> end.map(time -> time - start)),
                Json.optionalText(json, "cause").map(ActivationId::new),
                new ActivationResponse(
                        Outcome.of((int) Json.number(response, "statusCode")),
                        Optional.ofNullable(response.get("result")),
                        Json.optionalNumber(response, "size")),
                logs,
                ParametersJson.read(Json.required(json, "annotations")));
    }
}
