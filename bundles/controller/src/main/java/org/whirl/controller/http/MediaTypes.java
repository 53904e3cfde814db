package org.whirl.controller.http;

import java.util.Locale;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

/** What clients send and what they take. */
public final class MediaTypes {
    /** What the API speaks. */
    public static final String JSON = "application/json";

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

    /** Whether an {@code Accept} header admits JSON. */
    static boolean admitsJson(String accept) {
        return admits(accept, JSON);
    }

    /** Whether an {@code Accept} header admits a media type; the most specific range that matches decides. */
    public static boolean admits(String accept, String type) {
        if (accept == null || accept.isBlank() || accept.equals("*/*")) {
            return true;
        }
        String produced = essence(type);
        int best = -1;
        boolean admitted = false;
        for (String range : accept.split(",")) {
            int specificity = specificity(essence(range), produced);
            if (specificity > best) {
                best = specificity;
                admitted = !isRefused(range);
            }
        }
        return admitted;
    }

    private static int specificity(String range, String type) {
        if (range.equals(type)) {
            return 2;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static boolean isRefused(String range) {
        return range.replace(" ", "").matches(".*;q=0(\\.0{1,3})?(;.*)?");
    }

    private static String essence(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    }
}
