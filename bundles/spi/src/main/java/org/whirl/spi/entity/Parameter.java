package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One named value of an entity.
 *
 * @param key name, may be empty
 * @param value any JSON, {@code null} included
 * @param init whether it goes to the container once, when the code is loaded, and not with each call
 * @param encryption name of the cipher that locked the value, absent for plain values
 */
public record Parameter(String key, JsonNode value, boolean init, Optional<String> encryption) {
    /** All parts are required. */
    public Parameter {
        requireNonNull(key);
        requireNonNull(value);
        requireNonNull(encryption);
    }

    /** A plain value that is passed with each call. */
    public static Parameter of(String key, JsonNode value) {
        return new Parameter(key, value, false, Optional.empty());
    }
}
