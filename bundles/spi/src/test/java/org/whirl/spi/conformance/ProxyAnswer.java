package org.whirl.spi.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What a proxy answered.
 *
 * @param status the HTTP status
 * @param headers its headers, names in lower case
 * @param body its body
 */
public record ProxyAnswer(int status, Map<String, String> headers, String body) {
    static final ObjectMapper MAPPER = new ObjectMapper();

    /** Takes a copy of the headers. */
    public ProxyAnswer {
        headers = Map.copyOf(headers);
    }

    /** The body as JSON; fails when it is none. */
    public JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException invalid) {
            throw new AssertionError("status " + status + " with a body that is not JSON: " + body, invalid);
        }
    }

    /** The error of the body, as text or as JSON; empty when there is none. */
    public String error() {
        JsonNode error = json().path("error");
        return error.isTextual() ? error.textValue() : error.isMissingNode() ? "" : error.toString();
    }
}
