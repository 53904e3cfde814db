package org.whirl.controller.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpHeaders;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.whirl.controller.http.Call;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.json.Json;

/** What a web action gets to know of the request (contract: web actions, 1.6). */
final class WebArguments {
    private static final Set<String> RESERVED =
            Set.of("__ow_method", "__ow_headers", "__ow_path", "__ow_user", "__ow_query", "__ow_body");
    private static final Set<String> HIDDEN_HEADERS = Set.of("content-length", "transfer-encoding", "timeout-access");
    private static final String TYPE = "content-type";

    private WebArguments() {}

    /** All arguments of a request; fails with {@code BAD_REQUEST} when it uses reserved names. */
    static ObjectNode of(Call call, WebRoute route, Optional<Identity> caller, boolean raw, WebBody body) {
        ObjectNode arguments = Json.object();
        arguments.put("__ow_method", call.method().name().toLowerCase(Locale.ROOT));
        arguments.set("__ow_headers", headers(call));
        arguments.put("__ow_path", route.rest());
        caller.ifPresent(identity -> arguments.put("__ow_user", identity.namespace()));
        String query = WebQuery.of(call.target());
        if (raw) {
            arguments.put("__ow_query", WebQuery.normalized(query));
        } else {
            add(WebQuery.fields(query), arguments);
            add(body.fields(), arguments);
        }
        body.whole().ifPresent(whole -> arguments.set("__ow_body", whole));
        return arguments;
    }

    private static void add(ObjectNode fields, ObjectNode arguments) {
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            if (RESERVED.contains(names.next())) {
                throw WhirlException.badRequest(
                        "Request defines parameters that are not allowed (e.g., reserved properties).");
            }
        }
        arguments.setAll(fields);
    }

    private static ObjectNode headers(Call call) {
        ObjectNode headers = Json.object();
        call.headers().forEach((name, value) -> {
            if (!HIDDEN_HEADERS.contains(name)) {
                headers.put(name, value);
            }
        });
        call.header(HttpHeaders.CONTENT_TYPE.toString())
                .flatMap(ContentType::parse)
                .filter(ContentType::isPlainJson)
                .ifPresent(type -> headers.put(TYPE, type.withoutCharset()));
        return headers;
    }
}
