package org.whirl.controller.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Map;
import org.whirl.spi.json.Json;

/** JSON as web actions show it: a member on each line, arrays on one. */
final class PrettyJson {
    private static final String STEP = "  ";

    /** Deeper members are indented no further: a small result must not become a huge answer. */
    private static final int MOST_INDENTATION = 64;

    private PrettyJson() {}

    static String text(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, "\n", text);
        return text.toString();
    }

    private static void write(JsonNode value, String newLine, StringBuilder to) {
        if (value.isObject() && !value.isEmpty()) {
            String separator = "{";
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                to.append(separator).append(newLine).append(STEP);
                to.append(Json.text(TextNode.valueOf(member.getKey()))).append(": ");
                write(member.getValue(), newLine.length() < MOST_INDENTATION ? newLine + STEP : newLine, to);
                separator = ",";
            }
            to.append(newLine).append('}');
        } else if (value.isArray()) {
            to.append('[');
            for (Iterator<JsonNode> elements = value.elements(); elements.hasNext(); ) {
                write(elements.next(), newLine, to);
                to.append(elements.hasNext() ? ", " : "");
            }
            to.append(']');
        } else {
            to.append(Json.text(value));
        }
    }
}
