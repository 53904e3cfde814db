package org.whirl.controller.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is sent back for a request.
 *
 * @param status HTTP status
 * @param json body as JSON
 * @param text body as plain text; with neither there is no body
 * @param headers headers besides those that every answer has
 * @param heavy whether writing the JSON takes so long that it must not hold up an event loop
 */
public record Answer(
        int status, Optional<JsonNode> json, Optional<String> text, Map<String, String> headers, boolean heavy) {
    private static final int OK = 200;

    /** Success with JSON. */
    public static Answer ok(JsonNode json) {
        return json(OK, json);
    }

    /** JSON with any status. */
    public static Answer json(int status, JsonNode json) {
        return new Answer(status, Optional.of(json), Optional.empty(), Map.of(), false);
    }

    /** Plain text with any status. */
    public static Answer text(int status, String text) {
        return new Answer(status, Optional.empty(), Optional.of(text), Map.of(), false);
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, json, text, more, heavy);
    }

    /** The same, known to hold many megabytes. */
    public Answer asHeavy(boolean many) {
        return new Answer(status, json, text, headers, many);
    }
}
