package org.whirl.controller.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.whirl.controller.http.Percent;
import org.whirl.spi.json.Json;

/** Names and values as queries and forms have them: {@code &} separates, of a repeated name the last counts. */
final class WebQuery {
    /** What needs no escape in a query, apart from letters and digits. */
    private static final String PLAIN = "-._~!$'()*,:;@/?";

    private WebQuery() {}

    /** The query of a target, without its mark. */
    static String of(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /** All values as texts. Fails with {@code IllegalArgumentException} on a broken escape. */
    static ObjectNode fields(String text) {
        ObjectNode fields = Json.object();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), true);
                fields.put(name, equals < 0 ? "" : Percent.decode(pair.substring(equals + 1), true));
            }
        }
        return fields;
    }

    /** The same query, escaped in one uniform way. */
    static String normalized(String query) {
        StringBuilder normal = new StringBuilder(query.length());
        int start = 0;
        for (int i = 0; i <= query.length(); i++) {
            if (i == query.length() || query.charAt(i) == '&') {
                pair(query.substring(start, i), normal);
                start = i + 1;
                if (i < query.length()) {
                    normal.append('&');
                }
            }
        }
        return normal.toString();
    }

    private static void pair(String pair, StringBuilder to) {
        int equals = pair.indexOf('=');
        encode(equals < 0 ? pair : pair.substring(0, equals), to);
        if (equals >= 0) {
            to.append('=');
            encode(pair.substring(equals + 1), to);
        }
    }

    private static void encode(String part, StringBuilder to) {
        for (byte octet : Percent.decode(part, true).getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean plain = character < 0x80 && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0);
            if (plain) {
                to.append(character);
            } else if (character == ' ') {
                to.append('+');
            } else {
                to.append(String.format("%%%02X", (int) character));
            }
        }
    }
}
