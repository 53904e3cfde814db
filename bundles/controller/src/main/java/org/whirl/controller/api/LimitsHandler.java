package org.whirl.controller.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Settings;
import org.whirl.controller.Settings.Bounds;
import org.whirl.controller.Settings.Quotas;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.json.Json;
import org.whirl.spi.json.LimitsJson;

/** {@code limits}: what a namespace may use (contract: REST API, 6.5). */
final class LimitsHandler implements CollectionHandler {
    private final Settings settings;

    LimitsHandler(Settings settings) {
        this.settings = settings;
    }

    @Override
    public CompletionStage<Answer> handle(Target target) {
        if (target.method() != HttpMethod.GET) {
            throw RefusedException.noRoute();
        }
        Denials.requireOwner(target.caller(), target.namespace(), target.namespace());
        if (!target.rest().isEmpty()) {
            throw WhirlException.badRequest("Inner entity level routes for limits are not yet implemented.");
        }
        return CompletableFuture.completedFuture(
                Answer.ok(effective(target.caller().limits())));
    }

    private ObjectNode effective(NamespaceLimits overrides) {
        Quotas quotas = settings.quotas();
        Bounds bounds = settings.bounds();
        ObjectNode json = Json.object()
                .put("invocationsPerMinute", quotas.invocationsPerMinute())
                .put("concurrentInvocations", quotas.concurrentInvocations())
                .put("firesPerMinute", quotas.firesPerMinute())
                .put("minActionMemory", bounds.minMemory())
                .put("maxActionMemory", bounds.maxMemory())
                .put("minActionLogs", bounds.minLogs())
                .put("maxActionLogs", bounds.maxLogs())
                .put("minActionTimeout", bounds.minTimeout())
                .put("maxActionTimeout", bounds.maxTimeout())
                .put("minActionConcurrency", 1)
                .put("maxActionConcurrency", bounds.maxConcurrency());
        json.setAll(LimitsJson.write(overrides));
        json.set("maxActionInstances", json.get("concurrentInvocations"));
        return json.put("maxParameterSize", settings.sizes().parameters() + " B");
    }
}
