package org.whirl.controller.api;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.auth.Authenticator;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.Call;
import org.whirl.controller.http.Cors;
import org.whirl.controller.http.RefusedException;
import org.whirl.controller.http.RequestPath;
import org.whirl.controller.http.Router;
import org.whirl.controller.web.WebActions;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.json.Json;

/** The routes: which handler serves which path (contract: REST API, 1.1). */
public final class ApiRouter implements Router {
    private static final Set<HttpMethod> ROOT_METHODS = Set.of(HttpMethod.GET, HttpMethod.OPTIONS);
    private static final String OWN_NAMESPACE = "_";

    private final Authenticator authenticator;
    private final WebActions webActions;
    private final InfoHandler info;
    private final DocsHandler docs = new DocsHandler();
    private final Map<String, CollectionHandler> collections;

    /** The collections by the path segment that names them. */
    ApiRouter(
            Authenticator authenticator,
            WebActions webActions,
            InfoHandler info,
            Map<String, CollectionHandler> collections) {
        this.authenticator = authenticator;
        this.webActions = webActions;
        this.info = info;
        this.collections = Map.copyOf(collections);
    }

    @Override
    public CompletionStage<Answer> route(Call call) {
        RequestPath path = call.path();
        if (!path.startsWith("api", "v1")) {
            return routeRoot(call);
        }
        return webActions.route(call).orElseGet(() -> routeApi(call));
    }

    private CompletionStage<Answer> routeApi(Call call) {
        RequestPath path = call.path();
        if (call.method() == HttpMethod.OPTIONS) {
            return answered(Answer.text(200, "OK"));
        }
        if (path.segments().size() == 2 && call.method() == HttpMethod.GET) {
            return answered(info.api());
        }
        Optional<Answer> described = docs.answer(call, path.after(2), "/api/v1");
        if (described.isPresent()) {
            return answered(described.get());
        }
        return authenticator
                .authenticate(call.header("Authorization"))
                .thenCompose(caller -> routeNamespaces(call, caller));
    }

    private CompletionStage<Answer> routeRoot(Call call) {
        List<String> segments = call.path().segments();
        boolean known = segments.isEmpty()
                || (segments.equals(List.of("ping")) && !call.path().slash());
        if (call.method() == HttpMethod.OPTIONS) {
            Answer answer = Answer.text(200, "OK");
            for (Map.Entry<String, String> header : Cors.outside().entrySet()) {
                answer = answer.with(header.getKey(), header.getValue());
            }
            return answered(answer);
        }
        Optional<Answer> described = docs.answer(call, segments, "");
        if (described.isPresent()) {
            return answered(described.get());
        }
        if (!known || !ROOT_METHODS.contains(call.method())) {
            return notAllowed(call, known ? "GET, OPTIONS" : "OPTIONS");
        }
        return segments.isEmpty() ? info.platform() : answered(Answer.text(200, "pong"));
    }

    private static CompletionStage<Answer> notAllowed(Call call, String methods) {
        return answered(Answer.json(
                        405,
                        Json.object()
                                .put("error", "HTTP method not allowed, supported methods: " + methods)
                                .put("code", call.transaction().id()))
                .with("Allow", methods));
    }

    private CompletionStage<Answer> routeNamespaces(Call call, Identity caller) {
        RequestPath path = call.path();
        List<String> segments = path.after(2);
        if (segments.isEmpty() || !segments.get(0).equals("namespaces") || segments.contains("")) {
            throw RefusedException.noRoute();
        }
        if (segments.size() == 1 && call.method() == HttpMethod.GET) {
            return answered(Answer.ok(Json.array().add(caller.namespace())));
        }
        CollectionHandler handler = segments.size() < 3 ? null : collections.get(segments.get(2));
        if (handler == null) {
            throw RefusedException.noRoute();
        }
        return handler.handle(new Target(
                call, caller, namespace(segments.get(1), caller), segments.subList(3, segments.size()), path.slash()));
    }

    private static String namespace(String segment, Identity caller) {
        if (segment.equals(OWN_NAMESPACE)) {
            return caller.namespace();
        }
        if (segment.startsWith(OWN_NAMESPACE)) {
            throw RefusedException.noRoute();
        }
        return EntityPath.of(segment).namespace();
    }

    private static CompletionStage<Answer> answered(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
