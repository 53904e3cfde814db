package org.whirl.controller.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is sent back for a request.
 *
 * @param status HTTP status
 * @param json body as JSON
 * @param text body as plain text; with neither there is no body
 * @param page what stands for the body and for all headers, if its maker sees to everything
 * @param headers headers besides those that every answer has
 * @param heavy whether writing the JSON takes so long that it must not hold up an event loop
 */
public record Answer(
        int status,
        Optional<JsonNode> json,
        Optional<String> text,
        Optional<Page> page,
        Map<String, String> headers,
        boolean heavy) {
    private static final int OK = 200;

    /**
     * A body of any type, with exactly these headers.
     *
     * @param type its media type, absent where there is no body
     * @param bytes the body
     * @param headers headers in their order; names may be repeated
     */
    public record Page(Optional<String> type, byte[] bytes, List<Map.Entry<String, String>> headers) {
        /** Takes a copy of the headers. */
        public Page {
            headers = List.copyOf(headers);
        }
    }

    /** Success with JSON. */
    public static Answer ok(JsonNode json) {
        return json(OK, json);
    }

    /** JSON with any status. */
    public static Answer json(int status, JsonNode json) {
        return new Answer(status, Optional.of(json), Optional.empty(), Optional.empty(), Map.of(), false);
    }

    /** Plain text with any status. */
    public static Answer text(int status, String text) {
        return new Answer(status, Optional.empty(), Optional.of(text), Optional.empty(), Map.of(), false);
    }

    /** A status that says it all. */
    public static Answer empty(int status) {
        return new Answer(status, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), false);
    }

    /** A body and headers as they are. */
    public static Answer page(int status, Page page) {
        return new Answer(status, Optional.empty(), Optional.empty(), Optional.of(page), Map.of(), false);
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, json, text, page, more, heavy);
    }

    /** The same, known to hold many megabytes. */
    public Answer asHeavy(boolean many) {
        return new Answer(status, json, text, page, headers, many);
    }
}
