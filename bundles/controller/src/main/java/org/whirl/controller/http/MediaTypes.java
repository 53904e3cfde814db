package org.whirl.controller.http;

import java.util.Locale;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

/** What clients send and what they take. */
final class MediaTypes {
    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=UTF-8";

    private MediaTypes() {}

    /** Fails with {@code UNSUPPORTED_MEDIA_TYPE} on a body that does not claim to be JSON. */
    static void requireJson(Optional<String> contentType, boolean emptyBody) {
        if (contentType.isEmpty()) {
            if (!emptyBody) {
                throw unsupported("application/octet-stream");
            }
            return;
        }
        String type = essence(contentType.get());
        if (!type.equals(JSON)) {
            boolean parsable = type.matches("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+");
            throw unsupported(parsable ? type : "application/octet-stream");
        }
    }

    private static WhirlException unsupported(String type) {
        return new WhirlException(
                Kind.UNSUPPORTED_MEDIA_TYPE,
                "The request's Content-Type [" + type + "] is not supported. Expected:\n" + JSON);
    }

    /** Whether an {@code Accept} header admits JSON; the most specific range that matches decides. */
    static boolean admitsJson(String accept) {
        if (accept == null || accept.isBlank() || accept.equals("*/*")) {
            return true;
        }
        int best = -1;
        boolean admitted = false;
        for (String range : accept.split(",")) {
            int specificity = specificity(essence(range));
            if (specificity > best) {
                best = specificity;
                admitted = !isRefused(range);
            }
        }
        return admitted;
    }

    private static int specificity(String range) {
        return switch (range) {
            case JSON -> 2;
            case "application/*" -> 1;
            case "*/*" -> 0;
            default -> -1;
        };
    }

    private static boolean isRefused(String range) {
        return range.replace(" ", "").matches(".*;q=0(\\.0{1,3})?(;.*)?");
    }

    private static String essence(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    }
}
