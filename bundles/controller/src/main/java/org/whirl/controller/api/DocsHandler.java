package org.whirl.controller.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.Call;
import org.whirl.spi.json.Json;

/** The description of the API, for programs and for people (contract: REST API, 1.4). */
final class DocsHandler {
    private static final String HTML = "text/html; charset=UTF-8";

    private final JsonNode description = Json.parseTrusted(resource("api-docs.json"));
    private final String page = new String(resource("docs.html"), StandardCharsets.UTF_8);

    private static byte[] resource(String name) {
        try (InputStream stream = DocsHandler.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle's own file " + name + " cannot be read", e);
        }
    }

    /**
     * Answers a request for the description.
     *
     * @param segments what stands behind the prefix
     * @param prefix the path before them, without a slash at its end
     * @return empty when the request is for something else
     */
    Optional<Answer> answer(Call call, List<String> segments, String prefix) {
        if (call.method() != HttpMethod.GET || segments.isEmpty()) {
            return Optional.empty();
        }
        if (segments.equals(List.of("api-docs"))) {
            return Optional.of(Answer.ok(description));
        }
        if (segments.equals(List.of("docs"))) {
            return Optional.of(
                    Answer.text(308, "").with("Location", prefix + "/docs/index.html?url=" + prefix + "/api-docs"));
        }
        return segments.equals(List.of("docs", "index.html"))
                ? Optional.of(Answer.text(200, page).with("Content-Type", HTML))
                : Optional.empty();
    }
}
