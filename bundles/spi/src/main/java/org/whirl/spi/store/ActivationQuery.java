package org.whirl.spi.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.whirl.spi.entity.Activation;

/**
 * A page of a list of activations, latest {@code start} first.
 *
 * @param namespace whose
 * @param name only activations of this name: {@code name}, or {@code package/name}
 * @param since earliest start in epoch milliseconds, inclusive
 * @param upto latest start in epoch milliseconds, inclusive
 * @param skip entries left out at the start, not negative
 * @param limit most entries, positive
 */
public record ActivationQuery(
        String namespace, Optional<String> name, Optional<Long> since, Optional<Long> upto, int skip, int limit) {
    /** Fails on numbers out of range. */
    public ActivationQuery {
        requireNonNull(namespace);
        requireNonNull(name);
        requireNonNull(since);
        requireNonNull(upto);
        if (skip < 0 || limit <= 0) {
            throw new IllegalArgumentException("skip " + skip + ", limit " + limit);
        }
    }

    /**
     * The name that a record is found by: its own in the default package, else {@code package/name} as invoked, that is
     * with the binding's name where there was one.
     */
    public static String nameOf(Activation activation) {
        String name = activation.name().value();
        return segment(activation, "binding", 2)
                .or(() -> segment(activation, "path", 3))
                .map(packageName -> packageName + "/" + name)
                .orElse(name);
    }

    private static Optional<String> segment(Activation activation, String annotation, int length) {
        return activation
                .annotations()
                .get(annotation)
                .filter(JsonNode::isTextual)
                .map(path -> path.textValue().split("/"))
                .filter(segments -> segments.length == length)
                .map(segments -> segments[1]);
    }
}
