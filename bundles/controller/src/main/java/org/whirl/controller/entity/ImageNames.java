package org.whirl.controller.entity;

import java.util.regex.Pattern;
import org.whirl.spi.WhirlException;

/** The grammar of image names: optional registry, lower-case path, optional tag and digest. */
final class ImageNames {
    private static final String PORT = "(?::[0-9]+)";
    private static final String DOTTED = "[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+";

    /** A first part counts as registry only if it could not be a user: by a dot, a port, or the name localhost. */
    private static final String REGISTRY =
            "(?:(?:" + DOTTED + PORT + "?|localhost" + PORT + "?|[A-Za-z0-9-]+" + PORT + ")/)?";

    private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern NAME = Pattern.compile(
            REGISTRY + PART + "(?:/" + PART + ")*" + "(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");
    private static final int MOST = 512;

    private ImageNames() {}

    static void require(String name) {
        if (name.length() > MOST || !NAME.matcher(name).matches()) {
            throw WhirlException.malformed("could not parse image name");
        }
    }
}
