package org.whirl.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.whirl.spi.json.Json;

/** Parameters typed as {@code key=value}: a value that reads as JSON is JSON, anything else a text. */
final class ParameterWords {
    private ParameterWords() {}

    /** The form of a payload. */
    static ObjectNode payload(List<String> pairs) {
        ObjectNode payload = Json.object();
        pairs.forEach(pair -> payload.set(key(pair), value(pair)));
        return payload;
    }

    /** The form of an action's own parameters. */
    static ArrayNode bound(List<String> pairs) {
        ArrayNode bound = Json.array();
        pairs.forEach(pair -> bound.addObject().put("key", key(pair)).set("value", value(pair)));
        return bound;
    }

    private static String key(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("parameter '" + pair + "' has no value: write --param " + pair
                    + "=VALUE, or put the options behind the arguments");
        }
        return pair.substring(0, equals);
    }

    private static JsonNode value(String pair) {
        String text = pair.substring(pair.indexOf('=') + 1);
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}
