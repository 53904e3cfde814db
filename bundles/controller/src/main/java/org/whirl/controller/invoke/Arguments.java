package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Parameter;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.json.Json;

/**
 * What an action gets: package, binding and action underneath, the caller's payload on top.
 *
 * @param content all arguments
 * @param init names of those that go to the container when the code is loaded
 * @param locked names of those that are encrypted, with their ciphers
 */
record Arguments(JsonNode content, List<String> init, Map<String, String> locked) {
    /** Fails with {@code BAD_REQUEST} when the payload names a parameter that the action protects. */
    static Arguments of(Parameters inherited, Action action, ObjectNode payload) {
        if (action.annotations().isTrue("final")) {
            inherited.merge(action.parameters()).stream()
                    .filter(parameter ->
                            payload.has(parameter.key()) && !parameter.value().isNull())
                    .findAny()
                    .ifPresent(parameter -> {
                        throw WhirlException.badRequest(
                                "Request defines parameters that are not allowed (e.g., reserved properties).");
                    });
        }
        return merged(inherited, action, payload);
    }

    /** What a result is to the next action of a chain; an array is passed on as it is. */
    static Arguments merged(Parameters inherited, Action action, JsonNode payload) {
        Parameters bound = inherited.merge(action.parameters());
        if (bound.isEmpty() || !(payload instanceof ObjectNode given)) {
            return new Arguments(payload, List.of(), Map.of());
        }
        ObjectNode content = Json.object();
        List<String> init = new ArrayList<>();
        Map<String, String> locked = new HashMap<>();
        bound.stream().forEach(parameter -> add(parameter, given.has(parameter.key()), content, init, locked));
        content.setAll(given);
        return new Arguments(content, init, locked);
    }

    private static void add(
            Parameter parameter, boolean given, ObjectNode content, List<String> init, Map<String, String> locked) {
        content.set(parameter.key(), parameter.value());
        if (parameter.init()) {
            init.add(parameter.key());
        }
        if (!given) {
            parameter.encryption().ifPresent(cipher -> locked.put(parameter.key(), cipher));
        }
    }
}
