package org.whirl.controller.web;

import java.util.Locale;
import org.whirl.controller.http.MediaTypes;

/** How the result of a web action is shown; the extension in the address selects it. */
enum Format {
    /** Status, headers and body are what the action says. */
    HTTP("message/http"),
    /** The whole result. */
    JSON(MediaTypes.JSON),
    /** A page. */
    HTML("text/html"),
    /** A picture. */
    SVG("image/svg+xml"),
    /** Any value as text. */
    TEXT("text/plain");

    private final String type;

    Format(String type) {
        this.type = type;
    }

    /** The media type that refusals name. */
    String type() {
        return type;
    }

    /** The member of a result that is shown where it has no body, and the extension without its point. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
