package org.whirl.spi.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON for tests, written with single quotes. */
final class Fixtures {
    private Fixtures() {}

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.parse(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** What a reader gets of written JSON: in memory, a small number may also be held as a long one. */
    static JsonNode reread(JsonNode written) {
        try {
            return Json.parse(Json.text(written));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
