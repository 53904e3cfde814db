package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/**
 * How an activation ended.
 *
 * @param outcome success, or whose fault it was
 * @param result what the action returned, or an object with {@code error}
 * @param size characters of the container's answer; absent for failures inside the platform
 */
public record ActivationResponse(Outcome outcome, Optional<JsonNode> result, Optional<Long> size) {
    /** The four ways in which an activation ends; the ordinal is the status code of lists and documents. */
    public enum Outcome {
        /** A valid result without {@code error}. */
        SUCCESS("success"),
        /** A result with {@code error}, or one that is too large. */
        APPLICATION_ERROR("application error"),
        /** Code that does not load, crashes, takes too long or returns something else. */
        DEVELOPER_ERROR("action developer error"),
        /** A fault of the platform. */
        INTERNAL_ERROR("whisk internal error");

        private final String status;

        Outcome(String status) {
            this.status = status;
        }

        /** The word used in records. */
        public String status() {
            return status;
        }

        /** The number used in lists and documents, 0 to 3. */
        public int statusCode() {
            return ordinal();
        }

        /** The outcome of a number; fails on any but 0 to 3. */
        public static Outcome of(int statusCode) {
            if (statusCode < 0 || statusCode >= values().length) {
                throw new IllegalArgumentException("status code " + statusCode + " is not in 0 to 3");
            }
            return values()[statusCode];
        }
    }

    /** All parts are required. */
    public ActivationResponse {
        requireNonNull(outcome);
        requireNonNull(result);
        requireNonNull(size);
    }

    /** A failure with a text of the platform. */
    public static ActivationResponse failure(Outcome outcome, String message) {
        return failure(outcome, TextNode.valueOf(message), Optional.empty());
    }

    /** A failure whose {@code error} may be any JSON. */
    public static ActivationResponse failure(Outcome outcome, JsonNode error, Optional<Long> size) {
        JsonNode result = JsonNodeFactory.instance.objectNode().set("error", error);
        return new ActivationResponse(outcome, Optional.of(result), size);
    }
}
