package org.whirl.controller.entity;

import java.nio.charset.StandardCharsets;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.json.Json;

/** How large the parts of an entity may be (contract: REST API, 1.12). */
final class PartSizes {
    private PartSizes() {}

    /** Fails with {@code TOO_LARGE} on a larger part; {@code what} is its name in the text. */
    static void require(String what, long size, long limit) {
        if (size > limit) {
            throw new WhirlException(
                    Kind.TOO_LARGE, what + " larger than allowed: " + size + " > " + limit + " bytes.");
        }
    }

    /** Bytes of all keys, and of all values as compact JSON. */
    static long of(Parameters parameters) {
        return parameters.stream()
                .mapToLong(parameter -> parameter.key().getBytes(StandardCharsets.UTF_8).length
                        + (long) Json.bytes(parameter.value()).length)
                .sum();
    }
}
