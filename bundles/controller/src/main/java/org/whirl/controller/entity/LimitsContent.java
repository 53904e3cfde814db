package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.LimitBounds;

/** The limits that a PUT body names (contract: REST API, 3.3.4). */
record LimitsContent(
        Optional<Integer> timeout,
        Optional<Integer> memory,
        Optional<Integer> logs,
        Optional<Integer> concurrency,
        Optional<Integer> instances) {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Integer.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

    static LimitsContent read(Optional<JsonNode> limits) {
        limits.filter(json -> !json.isObject()).ifPresent(json -> {
            throw WhirlException.malformed("Object expected in field 'timeout'");
        });
        LimitsContent content = new LimitsContent(
                number(limits, "timeout", "time limit", "time limit"),
                number(limits, "memory", "memory limit", "memory limit"),
                number(limits, "logs", "log limit", "log limit"),
                number(limits, "concurrency", "concurrency limit", "intra concurrency limit"),
                number(limits, "instances", "instance concurrency limit", "instance concurrency limit"));
        requireNotNegative(content.memory, "a negative size of an object is not allowed.");
        requireNotNegative(content.logs, "a negative size of an object is not allowed.");
        requireNotNegative(content.instances, "Action container concurrency must be greater than or equal to 0.");
        return content;
    }

    private static Optional<Integer> number(Optional<JsonNode> limits, String name, String malformed, String fraction) {
        Optional<JsonNode> value = limits.map(json -> json.get(name)).filter(json -> !json.isNull());
        return value.map(json -> {
            if (!json.isNumber()) {
                throw WhirlException.malformed(malformed + " malformed");
            }
            BigDecimal number = json.decimalValue();
            if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
                throw WhirlException.malformed("requirement failed: " + fraction + " must be whole number");
            }
            return number.max(LEAST).min(MOST).intValue();
        });
    }

    private static void requireNotNegative(Optional<Integer> value, String message) {
        if (value.filter(number -> number < 0).isPresent()) {
            throw WhirlException.malformed("requirement failed: " + message);
        }
    }

    /** Fails with {@code BAD_REQUEST} on a number that the platform or the namespace does not allow. */
    void requireWithin(LimitBounds bounds, int concurrentInvocations) {
        memory.ifPresent(bounds::requireMemory);
        timeout.ifPresent(bounds::requireTimeout);
        logs.ifPresent(bounds::requireLogs);
        concurrency.ifPresent(bounds::requireConcurrency);
        if (instances.filter(number -> number > concurrentInvocations).isPresent()) {
            throw WhirlException.badRequest("Max action instance concurrency must not exceed your namespace concurrency"
                    + " of " + concurrentInvocations + ".");
        }
    }

    /** These over others, member by member. */
    ActionLimits over(ActionLimits old) {
        return new ActionLimits(
                timeout.orElse(old.timeout()),
                memory.orElse(old.memory()),
                logs.orElse(old.logs()),
                concurrency.orElse(old.concurrency()),
                instances.or(old::instances));
    }
}
