package org.whirl.controller.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.HeavyWork;
import org.whirl.spi.WhirlException;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.TransactionId;

/** One request as handlers see it. */
public final class Call {
    private final HttpServerRequest request;
    private final RequestPath path;
    private final Query query;
    private final TransactionId transaction;
    private final RequestBody body;
    private final HeavyWork heavyWork;

    Call(
            HttpServerRequest request,
            RequestPath path,
            Query query,
            TransactionId transaction,
            RequestBody body,
            HeavyWork heavyWork) {
        this.request = request;
        this.path = path;
        this.query = query;
        this.transaction = transaction;
        this.body = body;
        this.heavyWork = heavyWork;
    }

    /** What is to be done. */
    public HttpMethod method() {
        return request.method();
    }

    /** With what. */
    public RequestPath path() {
        return path;
    }

    /** With which options. */
    public Query query() {
        return query;
    }

    /** What the request is called in logs and answers. */
    public TransactionId transaction() {
        return transaction;
    }

    /** The request line's target as it was sent. */
    public String target() {
        return request.uri();
    }

    /** The first header of a name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** All headers by their names in lower case; of a repeated one the last. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    /** Fails with {@code TOO_LARGE} when the client announces a larger body. */
    public void requireBodyAtMost(int limit) {
        body.requireDeclared(limit);
    }

    /** The body as it is; fails with {@code TOO_LARGE}. */
    public CompletionStage<byte[]> bytes(int limit) {
        return body.read(limit);
    }

    /** The body as a JSON object; an empty body counts as an empty object. */
    public CompletionStage<ObjectNode> payload(int limit) {
        return content(limit).thenApply(content -> {
            JsonNode json = content.orElseGet(Json::object);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw WhirlException.malformed("JSON object expected");
        });
    }

    /** The body as any JSON; an empty body is malformed. */
    public CompletionStage<JsonNode> document(int limit) {
        return content(limit)
                .thenApply(content -> content.orElseThrow(
                        () -> WhirlException.malformed("Unexpected end-of-input: the body is empty")));
    }

    private CompletionStage<Optional<JsonNode>> content(int limit) {
        Optional<String> type = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE));
        MediaTypes.requireJson(type, true);
        return body.read(limit).thenCompose(bytes -> {
            MediaTypes.requireJson(type, bytes.length == 0);
            if (bytes.length == 0) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            return bytes.length < HeavyWork.THRESHOLD
                    ? CompletableFuture.completedFuture(Optional.of(parse(bytes)))
                    : heavyWork.run(() -> Optional.of(parse(bytes)));
        });
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (JsonProcessingException e) {
            throw WhirlException.malformed(e.getOriginalMessage());
        }
    }
}
