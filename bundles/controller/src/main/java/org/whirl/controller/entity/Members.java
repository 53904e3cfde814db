package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.json.Json;
import org.whirl.spi.json.ParametersJson;

/** The members of a PUT body that all entities have; {@code null} counts as absent (contract: REST API, 1.7 and 3.1). */
final class Members {
    private final ObjectNode body;

    private Members(ObjectNode body) {
        this.body = body;
    }

    static Members of(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return new Members(object);
        }
        throw WhirlException.malformed("Object expected in field 'exec'");
    }

    Optional<JsonNode> get(String name) {
        return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
    }

    Optional<Parameters> parameters(String name) {
        return get(name).map(ParametersJson::read);
    }

    Optional<Boolean> publish() {
        return get("publish").map(value -> {
            if (!value.isBoolean()) {
                throw WhirlException.malformed("Expected JsBoolean, but got " + Json.text(value));
            }
            return value.booleanValue();
        });
    }

    Optional<SemanticVersion> version() {
        return get("version").map(value -> {
            if (!value.isTextual()) {
                throw WhirlException.malformed("semantic version malformed");
            }
            return SemanticVersion.parse(value.textValue());
        });
    }

    List<String> texts(String name) {
        Optional<JsonNode> array = get(name);
        List<String> texts = new ArrayList<>();
        array.filter(value -> !value.isArray()).ifPresent(value -> {
            throw WhirlException.malformed("Expected Array as JsArray, but got " + Json.text(value));
        });
        array.ifPresent(value -> value.forEach(entry -> {
            if (!entry.isTextual()) {
                throw WhirlException.malformed("Expected String as JsString, but got " + Json.text(entry));
            }
            texts.add(entry.textValue());
        }));
        return texts;
    }
}
