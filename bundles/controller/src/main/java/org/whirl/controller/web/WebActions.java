package org.whirl.controller.web;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.controller.Settings;
import org.whirl.controller.Settings.Sizes;
import org.whirl.controller.auth.Authenticator;
import org.whirl.controller.entity.Actions;
import org.whirl.controller.entity.EntityCache;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.Call;
import org.whirl.controller.http.Failures;
import org.whirl.controller.invoke.Invocations;
import org.whirl.controller.invoke.InvokeQuery;
import org.whirl.controller.limits.Throttles;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Identity;

/** Actions as web pages: anybody may call them, their owner runs and pays them (contract: web actions, 1.3). */
public final class WebActions {
    /** Callers are answered so long before their request is given up. */
    private static final int MARGIN_MILLIS = 500;

    private final Authenticator authenticator;
    private final WebLookup lookup;
    private final Invocations invocations;
    private final Throttles throttles;
    private final Sizes sizes;
    private final InvokeQuery wait;

    /** Serves the actions that are exported to the web. */
    public WebActions(
            Authenticator authenticator,
            EntityCache entities,
            Actions actions,
            Invocations invocations,
            Throttles throttles,
            Settings settings) {
        this.authenticator = authenticator;
        this.lookup = new WebLookup(authenticator.owners(), entities, actions);
        this.invocations = invocations;
        this.throttles = throttles;
        this.sizes = settings.sizes();
        int longest = Math.min(InvokeQuery.LONGEST_MILLIS, settings.times().request() - MARGIN_MILLIS);
        this.wait = new InvokeQuery(true, false, longest);
    }

    /** The answer to a request below {@code /api/v1}; empty when its path is not that of a web action. */
    public Optional<CompletionStage<Answer>> route(Call call) {
        return WebRoute.of(call).map(route -> serve(call, route));
    }

    private CompletionStage<Answer> serve(Call call, WebRoute route) {
        return caller(call)
                .thenCompose(caller -> lookup.find(route).thenCompose(action -> {
                    throttles.invocation(action.owner());
                    call.requireBodyAtMost(payload(action));
                    return answer(call, route, caller, action);
                }))
                .exceptionally(failure -> WebAnswers.refused(call, List.of(), failure));
    }

    /** Whoever does not prove who he is, is nobody in particular. */
    private CompletionStage<Optional<Identity>> caller(Call call) {
        Optional<String> header = call.header("Authorization");
        if (header.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return authenticator
                .authenticate(header)
                .handle((identity, failure) -> failure == null
                        ? CompletableFuture.completedFuture(Optional.of(identity))
                        : anonymous(Failures.cause(failure)))
                .thenCompose(Function.identity());
    }

    private static CompletableFuture<Optional<Identity>> anonymous(Throwable failure) {
        boolean wrong = failure instanceof WhirlException expected && expected.kind() == Kind.UNAUTHORIZED;
        return wrong ? CompletableFuture.completedFuture(Optional.empty()) : CompletableFuture.failedFuture(failure);
    }

    private int payload(WebAction action) {
        return sizes.within(action.owner().limits()).payload();
    }

    private CompletionStage<Answer> answer(Call call, WebRoute route, Optional<Identity> caller, WebAction action) {
        List<Map.Entry<String, String>> cors = action.cors(call.header("Access-Control-Request-Headers"));
        boolean options = call.method() == HttpMethod.OPTIONS;
        if (options && !action.answersOptions()) {
            return CompletableFuture.completedFuture(WebAnswers.preflight(cors));
        }
        if (!options) {
            try {
                Gate.pass(action.stored().value().annotations(), caller, call);
            } catch (RuntimeException e) {
                return CompletableFuture.completedFuture(WebAnswers.refused(call, cors, e));
            }
        }
        return call.bytes(payload(action))
                .thenApply(bytes -> body(call, action, bytes))
                .handle((body, failure) -> failure == null
                        ? invoke(call, route, caller, action, body, cors)
                        : CompletableFuture.completedFuture(WebAnswers.unreadable(call, failure)))
                .thenCompose(Function.identity());
    }

    private static WebBody body(Call call, WebAction action, byte[] bytes) {
        Optional<String> type = call.header("Content-Type");
        return action.isRaw() ? WebBody.raw(type, bytes) : WebBody.parsed(type, bytes);
    }

    private CompletionStage<Answer> invoke(
            Call call,
            WebRoute route,
            Optional<Identity> caller,
            WebAction action,
            WebBody body,
            List<Map.Entry<String, String>> cors) {
        return CompletableFuture.completedFuture(body)
                .thenApply(read -> WebArguments.of(call, route, caller, action.isRaw(), read))
                .thenCompose(arguments -> invocations.run(
                        call.transaction(), action.owner(), action.stored(), action.place(), arguments, wait))
                .thenApply(invoked -> WebAnswers.ended(call, route.format(), cors, invoked))
                .exceptionally(failure -> WebAnswers.refused(call, cors, failure));
    }
}
