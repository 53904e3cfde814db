package org.whirl.container.docker;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An image's name in its parts.
 *
 * @param repository what is before the tag, or the whole name where it ends in a digest
 * @param tag the tag, {@code latest} where there is none; empty for a digest
 */
record ImageName(String repository, String tag) {
    static ImageName parse(String name) {
        if (name.contains("@")) {
            return new ImageName(name, "");
        }
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        return colon < 0
                ? new ImageName(name, "latest")
                : new ImageName(name.substring(0, colon), name.substring(colon + 1));
    }

    boolean isLatest() {
        return tag.equals("latest");
    }

    /** Whether one of the patterns, in which a star stands for any characters, is the whole name. */
    static boolean matches(String name, List<String> patterns) {
        return patterns.stream()
                .anyMatch(pattern -> Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), name));
    }
}
