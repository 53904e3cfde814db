package org.whirl.controller.web;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.whirl.controller.http.Call;
import org.whirl.controller.http.RequestPath;
import org.whirl.spi.entity.EntityName;

/**
 * The address of a web action, {@code /api/v1/web/NS/P/A[.ext][/rest]}.
 *
 * @param namespace the namespace, whose owner runs the action
 * @param packageName the package or binding; absent for the default package
 * @param action the name without a known extension
 * @param format what the extension says
 * @param rest what follows, still encoded
 */
record WebRoute(String namespace, Optional<String> packageName, String action, Format format, String rest) {
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.DELETE,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS,
            HttpMethod.PATCH);
    private static final String PREFIX = "web";
    private static final String DEFAULT_PACKAGE = "default";
    private static final int SEGMENTS = 6;

    /** The web action that a request below {@code /api/v1} addresses; empty where it addresses something else. */
    static Optional<WebRoute> of(Call call) {
        List<String> segments = call.path().after(2);
        if (segments.size() < SEGMENTS - 2
                || !segments.get(0).equals(PREFIX)
                || !METHODS.contains(call.method())
                || !segments.subList(1, SEGMENTS - 2).stream().allMatch(EntityName::isLegal)) {
            return Optional.empty();
        }
        String name = segments.get(3);
        Optional<Format> format = format(name);
        return Optional.of(new WebRoute(
                segments.get(1),
                Optional.of(segments.get(2)).filter(parent -> !parent.equals(DEFAULT_PACKAGE)),
                name.substring(
                        0,
                        name.length()
                                - format.map(known -> known.field().length() + 1)
                                        .orElse(0)),
                format.orElse(Format.HTTP),
                RequestPath.rest(call.target(), SEGMENTS)));
    }

    private static Optional<Format> format(String name) {
        for (Format format : Format.values()) {
            if (name.endsWith("." + format.field())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
