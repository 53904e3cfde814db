package org.whirl.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Parameter;
import org.whirl.spi.entity.Parameters;

/** Parameters and annotations as JSON: an array of {@code key} and {@code value}. */
public final class ParametersJson {
    private ParametersJson() {}

    /** Writes the array; {@code init} and {@code encryption} appear only where set. */
    public static ArrayNode write(Parameters parameters) {
        ArrayNode array = Json.array();
        parameters.stream().forEach(parameter -> {
            ObjectNode entry = array.addObject().put("key", parameter.key());
            entry.set("value", parameter.value());
            if (parameter.init()) {
                entry.put("init", true);
            }
            parameter.encryption().ifPresent(cipher -> entry.put("encryption", cipher));
        });
        return array;
    }

    /** Reads the array; fails with {@code BAD_REQUEST} on anything else. */
    public static Parameters read(JsonNode array) {
        if (!array.isArray()) {
            throw malformed();
        }
        List<Parameter> parameters = new ArrayList<>(array.size());
        array.forEach(entry -> parameters.add(readEntry(entry)));
        return Parameters.of(parameters);
    }

    private static Parameter readEntry(JsonNode entry) {
        JsonNode key = entry.get("key");
        JsonNode value = entry.get("value");
        JsonNode init = entry.get("init");
        JsonNode encryption = entry.get("encryption");
        if (!entry.isObject()
                || key == null
                || !key.isTextual()
                || value == null
                || (init != null && !init.isBoolean())
                || (encryption != null && !encryption.isTextual())) {
            throw malformed();
        }
        return new Parameter(
                key.textValue(),
                value,
                init != null && init.booleanValue(),
                Optional.ofNullable(encryption).map(JsonNode::textValue));
    }

    private static WhirlException malformed() {
        return WhirlException.malformed("parameters malformed!");
    }
}
