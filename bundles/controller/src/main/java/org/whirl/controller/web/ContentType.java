package org.whirl.controller.web;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whirl.controller.http.MediaTypes;

/**
 * A media type as a header declares it.
 *
 * @param type type and subtype in lower case
 * @param parameters what follows, without the charset: empty, or from a semicolon on
 * @param charset whether it names a charset
 */
record ContentType(String type, String parameters, boolean charset) {
    /** What a body without a type counts as. */
    static final ContentType UNKNOWN = new ContentType("application/octet-stream", "", false);

    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
    private static final Pattern TYPE = Pattern.compile("\\s*(" + TOKEN + "/" + TOKEN + ")\\s*(;.*)?");
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*;\\s*(?:(" + TOKEN + ")\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*+\"|" + TOKEN + "))?\\s*");
    private static final Set<String> BINARY = Set.of("image", "audio", "video", "font", "message", "multipart");

    /** Types that are text below {@code application/}. */
    private static final Set<String> TEXT = Set.of(
            "atom+xml",
            "base64",
            "javascript",
            "json",
            "json-patch+json",
            "merge-patch+json",
            "problem+json",
            "problem+xml",
            "rss+xml",
            "soap+xml",
            "vnd.api+json",
            "vnd.google-earth.kml+xml",
            "x-latex",
            "x-vrml",
            "x-www-form-urlencoded",
            "xhtml+xml",
            "xml",
            "xml-dtd");

    /** Types below {@code application/} that stay binary even if somebody adds a charset. */
    private static final Set<String> NO_TEXT = Set.of(
            "cbor",
            "gzip",
            "java-archive",
            "msword",
            "octet-stream",
            "pdf",
            "postscript",
            "vnd.ms-excel",
            "vnd.ms-fontobject",
            "vnd.ms-powerpoint",
            "wasm",
            "x-7z-compressed",
            "x-bzip2",
            "x-gzip",
            "x-rar-compressed",
            "x-shockwave-flash",
            "x-tar",
            "x-x509-ca-cert",
            "zip");

    /** Types below {@code text/} that are generally known; those with {@code x-} are, too. */
    private static final Set<String> KNOWN_TEXT = Set.of(
            "asp",
            "cache-manifest",
            "calendar",
            "css",
            "csv",
            "event-stream",
            "html",
            "markdown",
            "mcf",
            "plain",
            "richtext",
            "tab-separated-values",
            "uri-list",
            "vcard",
            "vnd.wap.wml",
            "vnd.wap.wmlscript",
            "xml");

    /** Reads a header; empty when it is no media type. */
    static Optional<ContentType> parse(String header) {
        Matcher whole = TYPE.matcher(header);
        if (!whole.matches() || header.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        String rest = whole.group(2) == null ? "" : whole.group(2);
        StringBuilder others = new StringBuilder();
        boolean charset = false;
        Matcher parameter = PARAMETER.matcher(rest);
        int position = 0;
        while (position < rest.length()) {
            if (!parameter.find(position) || parameter.start() != position) {
                return Optional.empty();
            }
            position = parameter.end();
            if ("charset".equalsIgnoreCase(parameter.group(1))) {
                charset = true;
            } else if (parameter.group(1) != null) {
                others.append("; ").append(parameter.group(1)).append('=').append(parameter.group(2));
            }
        }
        return Optional.of(new ContentType(whole.group(1).toLowerCase(Locale.ROOT), others.toString(), charset));
    }

    boolean isPlainJson() {
        return type.equals(MediaTypes.JSON);
    }

    boolean isJsonFamily() {
        return isPlainJson() || type.endsWith("+json");
    }

    boolean isForm() {
        return type.equals("application/x-www-form-urlencoded");
    }

    /** Whether a body of this type is text; of types that nobody knows those are that name a charset. */
    boolean isText() {
        int slash = type.indexOf('/');
        String main = type.substring(0, slash);
        String sub = type.substring(slash + 1);
        return switch (main) {
            case "application" -> TEXT.contains(sub) || (charset && !NO_TEXT.contains(sub));
            case "text" -> charset || sub.startsWith("x-") || KNOWN_TEXT.contains(sub);
            default -> charset && !BINARY.contains(main);
        };
    }

    /** As declared, except for the charset, which is left out. */
    String withoutCharset() {
        return type + parameters;
    }

    /** As declared, except for the charset, which is ours. */
    String asUtf8() {
        return isPlainJson() ? withoutCharset() : withoutCharset() + "; charset=UTF-8";
    }
}
