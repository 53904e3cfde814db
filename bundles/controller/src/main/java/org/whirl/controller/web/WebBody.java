package org.whirl.controller.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.json.Json;

/**
 * What a request's body adds to the arguments (contract: web actions, 1.7).
 *
 * @param fields arguments of their own
 * @param whole what is passed as one argument
 */
record WebBody(ObjectNode fields, Optional<JsonNode> whole) {
    private static final String EMPTY = "";

    /** Reads a body for an action that wants it taken apart; fails with {@code BAD_REQUEST} on wrong JSON. */
    static WebBody parsed(Optional<String> header, byte[] bytes) {
        if (header.isEmpty() && bytes.length == 0) {
            return nothing();
        }
        ContentType type = header.flatMap(ContentType::parse).orElse(ContentType.UNKNOWN);
        if (type.isJsonFamily()) {
            return bytes.length == 0 ? nothing() : json(bytes);
        }
        return type.isForm() ? form(bytes) : whole(text(type, bytes));
    }

    /** Reads a body for an action that wants it as it is; JSON comes as base64 then. */
    static WebBody raw(Optional<String> header, byte[] bytes) {
        if (header.isEmpty() && bytes.length == 0) {
            return whole(EMPTY);
        }
        ContentType type = header.flatMap(ContentType::parse).orElse(ContentType.UNKNOWN);
        return whole(type.isPlainJson() ? base64(bytes) : text(type, bytes));
    }

    private static WebBody nothing() {
        return new WebBody(Json.object(), Optional.empty());
    }

    private static WebBody whole(String text) {
        return new WebBody(Json.object(), Optional.of(TextNode.valueOf(text)));
    }

    private static String text(ContentType type, byte[] bytes) {
        return type.isText() ? new String(bytes, UTF_8) : base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static WebBody json(byte[] bytes) {
        try {
            JsonNode json = Json.parse(bytes);
            return json instanceof ObjectNode object
                    ? new WebBody(object, Optional.empty())
                    : new WebBody(Json.object(), Optional.of(json));
        } catch (JsonProcessingException e) {
            throw WhirlException.malformed(e.getOriginalMessage());
        }
    }

    private static WebBody form(byte[] bytes) {
        try {
            return new WebBody(WebQuery.fields(new String(bytes, UTF_8)), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw WhirlException.malformed(e.getMessage());
        }
    }
}
