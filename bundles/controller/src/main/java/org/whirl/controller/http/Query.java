package org.whirl.controller.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.WhirlException;

/** The query parameters of a request; of a repeated one the first counts. */
public final class Query {
    private static final Query EMPTY = new Query(Map.of());

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /** Reads the query of a request line's target; fails with {@code IllegalArgumentException} on a broken escape. */
    static Query of(String target) {
        int mark = target.indexOf('?');
        if (mark < 0 || mark == target.length() - 1) {
            return EMPTY;
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : target.substring(mark + 1).split("&")) {
            int equals = pair.indexOf('=');
            String name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), true);
            values.putIfAbsent(name, equals < 0 ? "" : Percent.decode(pair.substring(equals + 1), true));
        }
        return new Query(values);
    }

    /** The value of a parameter, possibly empty. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A parameter that is a boolean; an empty value counts as not given. */
    public boolean flag(String name, boolean otherwise) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw malformed(name, "'" + value + "' is not a valid Boolean value");
        };
    }

    /** A refusal of a parameter. */
    public static WhirlException malformed(String name, String detail) {
        return WhirlException.badRequest("The query parameter '" + name + "' was malformed:\n" + detail);
    }
}
