package org.whirl.controller.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The headers in an action's result, as far as they may be sent.
 *
 * @param type the value of {@code content-type}; empty text where it is there but no text
 * @param lines the others, in their order
 */
record ResultHeaders(Optional<String> type, List<Map.Entry<String, String>> lines) {
    private static final String TYPE = "content-type";

    /** What the server writes itself. */
    private static final Set<String> OWN =
            Set.of("content-length", "transfer-encoding", "connection", "server", "date");

    private static final Pattern NAME = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");

    /** Reads them; fails with a refusal when they have another form. */
    static ResultHeaders of(Optional<JsonNode> headers) {
        if (headers.isPresent() && !headers.get().isObject()) {
            throw Rendering.invalid(Format.HTTP);
        }
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        Optional<String> type = Optional.empty();
        for (Map.Entry<String, JsonNode> header :
                headers.map(JsonNode::properties).orElse(Set.of())) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            List<String> values = new ArrayList<>();
            collect(header.getValue(), values);
            if (name.equals(TYPE)) {
                type = type(header.getValue()).or(() -> Optional.of("").filter(none -> !values.isEmpty()));
            } else if (!OWN.contains(name) && NAME.matcher(name).matches()) {
                values.stream()
                        .filter(ResultHeaders::isSendable)
                        .forEach(value -> lines.add(Map.entry(header.getKey(), value)));
            }
        }
        return new ResultHeaders(type, lines);
    }

    private static Optional<String> type(JsonNode value) {
        if (value.isArray()) {
            return value.isEmpty() ? Optional.empty() : type(value.get(0));
        }
        return Optional.of(value).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static void collect(JsonNode value, List<String> to) {
        if (value.isArray()) {
            value.forEach(element -> collect(element, to));
        } else if (value.isTextual() || value.isNumber() || value.isBoolean()) {
            to.add(value.asText());
        } else {
            throw Rendering.invalid(Format.HTTP);
        }
    }

    /** A line break would start a header of its own. */
    static boolean isSendable(String value) {
        return value.chars().noneMatch(character -> Character.isISOControl(character) && character != '\t');
    }
}
