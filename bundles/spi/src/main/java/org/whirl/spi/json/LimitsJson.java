package org.whirl.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.entity.NamespaceLimits.Size;

/** Limits of actions and of namespaces as JSON. */
public final class LimitsJson {
    private static final String KEEPING_TIMEOUT = "warmedContainerKeepingTimeout";

    private LimitsJson() {}

    /** Writes the limits of an action: four members, five when {@code instances} is set. */
    public static ObjectNode write(ActionLimits limits) {
        ObjectNode json = Json.object()
                .put("timeout", limits.timeout())
                .put("memory", limits.memory())
                .put("logs", limits.logs())
                .put("concurrency", limits.concurrency());
        limits.instances().ifPresent(instances -> json.put("instances", instances));
        return json;
    }

    /** Reads stored limits of an action; fails with {@code IllegalArgumentException} where they make no sense. */
    public static ActionLimits readAction(JsonNode json) {
        return new ActionLimits(
                (int) Json.number(json, "timeout"),
                (int) Json.number(json, "memory"),
                json.path("logs").asInt(ActionLimits.DEFAULT.logs()),
                json.path("concurrency").asInt(ActionLimits.DEFAULT.concurrency()),
                Json.optionalNumber(json, "instances").map(Long::intValue));
    }

    /** Writes the overrides of a namespace, only those that are set. */
    public static ObjectNode write(NamespaceLimits limits) {
        ObjectNode json = Json.object();
        for (Count count : Count.values()) {
            limits.count(count).ifPresent(value -> json.put(count.member(), value));
        }
        limits.allowedKinds().ifPresent(kinds -> {
            ArrayNode array = json.putArray("allowedKinds");
            kinds.forEach(array::add);
        });
        limits.storeActivations().ifPresent(value -> json.put("storeActivations", value));
        for (Size size : Size.values()) {
            Long bytes = limits.sizes().get(size);
            if (bytes != null) {
                json.put(size.member(), ByteSizes.shortest(bytes));
            }
        }
        limits.warmedContainerKeepingTimeout().ifPresent(value -> json.put(KEEPING_TIMEOUT, value));
        return json;
    }

    /** Reads the overrides of a namespace; one member of a wrong type makes all of them count as absent. */
    public static NamespaceLimits readNamespace(JsonNode json) {
        try {
            return readStrictly(json);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return NamespaceLimits.NONE;
        }
    }

    private static NamespaceLimits readStrictly(JsonNode json) {
        Map<Count, Integer> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            Json.optional(json, count.member())
                    .ifPresent(value -> counts.put(count, (int) Json.number(json, count.member())));
        }
        Map<Size, Long> sizes = new EnumMap<>(Size.class);
        for (Size size : Size.values()) {
            Json.optional(json, size.member())
                    .ifPresent(value -> sizes.put(size, ByteSizes.parse(Json.text(json, size.member()))));
        }
        return new NamespaceLimits(
                counts,
                sizes,
                Json.optional(json, "allowedKinds").map(LimitsJson::kinds),
                Json.optional(json, "storeActivations").map(LimitsJson::flag),
                Json.optional(json, KEEPING_TIMEOUT).map(value -> Json.text(json, KEEPING_TIMEOUT)));
    }

    private static List<String> kinds(JsonNode array) {
        List<String> kinds = new ArrayList<>();
        array.forEach(kind -> kinds.add(kind.textValue()));
        if (!array.isArray() || kinds.contains(null)) {
            throw new IllegalArgumentException("allowedKinds is not a list of texts");
        }
        return kinds;
    }

    private static Boolean flag(JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("storeActivations is not a boolean");
        }
        return value.booleanValue();
    }
}
