package org.whirl.controller.web;

import com.fasterxml.jackson.databind.JsonNode;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.json.Json;

/** Shows what an action returned in the form that its caller asked for (contract: web actions, 1.9 and 1.11). */
final class Rendering {
    private static final String BODY = "body";

    private Rendering() {}

    /** Fails with a {@link RefusedException} when it has not that form. */
    static Shown of(ActivationResponse response, Format format) {
        JsonNode result = response.result().orElseGet(Json::object);
        return switch (response.outcome()) {
            case SUCCESS -> show(requireObject(result), format);
            case APPLICATION_ERROR -> show(member(result, "error"), format);
            default -> throw new RefusedException(400, "There was an error processing your request.");
        };
    }

    private static JsonNode requireObject(JsonNode result) {
        if (!result.isObject()) {
            throw new RefusedException(500, "There was an internal server error.");
        }
        return result;
    }

    private static JsonNode member(JsonNode result, String name) {
        JsonNode member = result.get(name);
        if (member == null) {
            throw new RefusedException(404, "Response does not include requested property.");
        }
        return member;
    }

    private static Shown show(JsonNode value, Format format) {
        return switch (format) {
            case HTTP -> HttpRendering.of(value);
            case JSON -> json(value);
            case HTML -> Shown.text("text/html; charset=UTF-8", requireText(value, format));
            case SVG -> Shown.text(format.type(), requireText(value, format));
            case TEXT -> Shown.text("text/plain; charset=UTF-8", plain(member(value, format)));
        };
    }

    private static Shown json(JsonNode value) {
        if (!value.isContainerNode()) {
            throw invalid(Format.JSON);
        }
        return Shown.json(200, value);
    }

    private static String requireText(JsonNode value, Format format) {
        boolean absent = value.isObject() && !value.has(BODY) && !value.has(format.field());
        if (absent || !member(value, format).isTextual()) {
            throw invalid(format);
        }
        return member(value, format).textValue();
    }

    private static JsonNode member(JsonNode value, Format format) {
        if (!value.isObject()) {
            return value;
        }
        return value.has(BODY) ? value.get(BODY) : member(value, format.field());
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.textValue() : PrettyJson.text(value);
    }

    /** The refusal of a result that has not the form asked for. */
    static RefusedException invalid(Format format) {
        return new RefusedException(400, "Response is not valid '" + format.type() + "'.");
    }
}
