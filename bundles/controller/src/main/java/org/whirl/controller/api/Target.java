package org.whirl.controller.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.http.Call;
import org.whirl.controller.http.Query;
import org.whirl.spi.entity.Identity;

/**
 * What a request to a collection is about.
 *
 * @param call the request
 * @param caller who makes it
 * @param namespace the namespace in the path, {@code _} resolved, checked for syntax
 * @param rest the segments after the collection
 * @param slash whether the path ends with a slash
 */
record Target(Call call, Identity caller, String namespace, List<String> rest, boolean slash) {
    HttpMethod method() {
        return call.method();
    }

    Query query() {
        return call.query();
    }

    CompletionStage<ObjectNode> payload(int limit) {
        return call.payload(limit);
    }

    CompletionStage<JsonNode> document(int limit) {
        return call.document(limit);
    }
}
