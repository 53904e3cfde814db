package org.whirl.controller.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whirl.controller.entity.Place;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.store.Stored;

/**
 * A web action that was found and may be invoked.
 *
 * @param owner who it runs as
 * @param stored the action
 * @param place where it is
 */
record WebAction(Identity owner, Stored<Action> stored, Place place) {
    private static final String ALLOWED_METHODS = "OPTIONS, GET, DELETE, POST, PUT, HEAD, PATCH";
    private static final String DEFAULT_HEADERS =
            "Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent";

    private Parameters annotations() {
        return stored.value().annotations();
    }

    /** Whether it gets query and body as they are. */
    boolean isRaw() {
        return annotations().isTrue("raw-http");
    }

    /** Whether it answers {@code OPTIONS} itself and sees to its own headers for scripts of other origins. */
    boolean answersOptions() {
        return annotations().isTrue("web-custom-options");
    }

    /** The headers for scripts of other origins, if the platform is to see to them. */
    List<Map.Entry<String, String>> cors(Optional<String> requestedHeaders) {
        return answersOptions()
                ? List.of()
                : List.of(
                        Map.entry("Access-Control-Allow-Origin", "*"),
                        Map.entry("Access-Control-Allow-Methods", ALLOWED_METHODS),
                        Map.entry(
                                "Access-Control-Allow-Headers",
                                requestedHeaders
                                        .filter(ResultHeaders::isSendable)
                                        .orElse(DEFAULT_HEADERS)));
    }
}
