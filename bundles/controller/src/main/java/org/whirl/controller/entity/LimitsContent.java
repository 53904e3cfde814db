package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.whirl.controller.Settings.Bounds;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.ActionLimits;

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
    void requireWithin(Bounds bounds, int concurrentInvocations) {
        require(memory, "memory size ", " MB", bounds.minMemory(), bounds.maxMemory());
        require(timeout, "duration ", " milliseconds", bounds.minTimeout(), bounds.maxTimeout());
        require(logs, "log size ", " MB", bounds.minLogs(), bounds.maxLogs());
        require(concurrency, "concurrency ", "", 1, bounds.maxConcurrency());
        if (instances.filter(number -> number > concurrentInvocations).isPresent()) {
            throw WhirlException.badRequest("Max action instance concurrency must not exceed your namespace concurrency"
                    + " of " + concurrentInvocations + ".");
        }
    }

    private static void require(Optional<Integer> value, String what, String unit, int least, int most) {
        if (value.isEmpty() || (value.get() >= least && value.get() <= most)) {
            return;
        }
        String breach = value.get() < least
                ? " below allowed threshold of " + least + unit
                : " exceeds allowed threshold of " + most + unit;
        throw WhirlException.badRequest("requirement failed: " + what + value.get() + unit + breach);
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
