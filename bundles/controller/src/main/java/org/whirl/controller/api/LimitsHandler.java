package org.whirl.controller.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Settings;
import org.whirl.controller.Settings.Quotas;
import org.whirl.controller.Settings.Sizes;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.LimitBounds;
import org.whirl.spi.entity.LimitBounds.Range;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.entity.NamespaceLimits.Size;
import org.whirl.spi.json.ByteSizes;
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
        LimitBounds bounds = settings.bounds().within(overrides);
        Sizes sizes = settings.sizes().within(overrides);
        ObjectNode json = Json.object()
                .put("invocationsPerMinute", quotas.invocationsPerMinute())
                .put("concurrentInvocations", quotas.concurrentInvocations())
                .put("firesPerMinute", quotas.firesPerMinute());
        json.setAll(LimitsJson.write(overrides));
        put(json, Count.MIN_ACTION_MEMORY, Count.MAX_ACTION_MEMORY, bounds.memory());
        put(json, Count.MIN_ACTION_LOGS, Count.MAX_ACTION_LOGS, bounds.logs());
        put(json, Count.MIN_ACTION_TIMEOUT, Count.MAX_ACTION_TIMEOUT, bounds.timeout());
        put(json, Count.MIN_ACTION_CONCURRENCY, Count.MAX_ACTION_CONCURRENCY, bounds.concurrency());
        json.set("maxActionInstances", json.get("concurrentInvocations"));
        putIfSet(json, overrides, Size.MAX_PAYLOAD_SIZE, sizes.payload());
        putIfSet(
                json,
                overrides,
                Size.TRUNCATION_SIZE,
                overrides.atMost(Size.TRUNCATION_SIZE, settings.sizes().payload()));
        return json.put(Size.MAX_PARAMETER_SIZE.member(), ByteSizes.bytes(sizes.parameters()));
    }

    private static void put(ObjectNode json, Count least, Count most, Range range) {
        json.put(least.member(), range.least()).put(most.member(), range.most());
    }

    private static void putIfSet(ObjectNode json, NamespaceLimits overrides, Size size, int effective) {
        if (overrides.sizes().containsKey(size)) {
            json.put(size.member(), ByteSizes.bytes(effective));
        }
    }
}
