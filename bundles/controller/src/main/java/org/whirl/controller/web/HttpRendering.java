package org.whirl.controller.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;
import org.whirl.controller.http.MediaTypes;
import org.whirl.controller.http.RefusedException;

/** Results that say status, headers and body themselves (contract: web actions, 1.12). */
final class HttpRendering {
    private static final byte[] NOTHING = {};
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final String HTML = "text/html; charset=UTF-8";

    private HttpRendering() {}

    static Shown of(JsonNode value) {
        if (!value.isObject()) {
            throw Rendering.invalid(Format.HTTP);
        }
        Optional<Integer> status = Optional.ofNullable(value.get("statusCode")).map(HttpRendering::status);
        ResultHeaders headers = ResultHeaders.of(Optional.ofNullable(value.get("headers")));
        JsonNode body = value.path("body");
        boolean empty = body.isMissingNode()
                || body.isNull()
                || (body.isTextual() && body.textValue().isEmpty());
        if (empty || status.filter(HttpRendering::forbidsBody).isPresent()) {
            return new Shown(status.orElse(NO_CONTENT), Optional.empty(), NOTHING, headers.lines());
        }
        Optional<ContentType> type = headers.type().map(HttpRendering::known);
        return body.isTextual()
                ? text(status.orElse(OK), type, body.textValue(), headers)
                : json(status.orElse(OK), type, body, headers);
    }

    private static int status(JsonNode value) {
        try {
            int status = value.isNumber() ? value.decimalValue().intValueExact() : Integer.parseInt(value.asText());
            if ((value.isNumber() || value.isTextual()) && status >= 100 && status <= 599) {
                return status;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw Rendering.invalid(Format.HTTP);
        }
        throw Rendering.invalid(Format.HTTP);
    }

    private static boolean forbidsBody(int status) {
        return status < OK || status == NO_CONTENT || status == NOT_MODIFIED;
    }

    private static ContentType known(String header) {
        return ContentType.parse(header)
                .orElseThrow(() -> new RefusedException(400, "Response did not specify a known content-type."));
    }

    private static Shown json(int status, Optional<ContentType> type, JsonNode body, ResultHeaders headers) {
        if (type.isPresent() && !type.get().isJsonFamily()) {
            throw mismatch();
        }
        String shown = type.map(ContentType::withoutCharset).orElse(MediaTypes.JSON);
        return new Shown(status, Optional.of(shown), PrettyJson.text(body).getBytes(UTF_8), headers.lines());
    }

    private static Shown text(int status, Optional<ContentType> type, String body, ResultHeaders headers) {
        if (type.isEmpty()) {
            return new Shown(status, Optional.of(HTML), body.getBytes(UTF_8), headers.lines());
        }
        ContentType declared = type.get();
        // JSON used to come in base64, and still may.
        Optional<byte[]> decoded = !declared.isText() || (declared.isJsonFamily() && body.length() % 4 == 0)
                ? decode(body)
                : Optional.empty();
        if (decoded.isEmpty() && !declared.isText()) {
            throw mismatch();
        }
        String shown = decoded.isPresent() && !declared.charset() ? declared.withoutCharset() : declared.asUtf8();
        return new Shown(status, Optional.of(shown), decoded.orElseGet(() -> body.getBytes(UTF_8)), headers.lines());
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RefusedException mismatch() {
        return new RefusedException(400, "Response type in header did not match generated content type.");
    }
}
