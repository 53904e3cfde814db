package org.whirl.controller.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whirl.controller.http.MediaTypes;

/**
 * A result in the form that the client gets.
 *
 * @param status HTTP status
 * @param type media type, absent without a body
 * @param bytes body
 * @param headers what the action sets
 */
record Shown(int status, Optional<String> type, byte[] bytes, List<Map.Entry<String, String>> headers) {
    private static final int OK = 200;

    static Shown text(String type, String text) {
        return new Shown(OK, Optional.of(type), text.getBytes(UTF_8), List.of());
    }

    static Shown json(int status, JsonNode json) {
        return new Shown(
                status, Optional.of(MediaTypes.JSON), PrettyJson.text(json).getBytes(UTF_8), List.of());
    }
}
