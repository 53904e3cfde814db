package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.whirl.spi.WhirlException;

/**
 * The whole name of an entity: its path and its name.
 *
 * @param path namespace, or namespace and package
 * @param name last segment
 */
public record FullyQualifiedName(EntityPath path, EntityName name) {
    /** Both parts are required. */
    public FullyQualifiedName {
        requireNonNull(path);
        requireNonNull(name);
    }

    /** An entity directly in a namespace. */
    public static FullyQualifiedName of(String namespace, String name) {
        return new FullyQualifiedName(EntityPath.of(namespace), new EntityName(name));
    }

    /**
     * Reads {@code ns/name} or {@code ns/package/name}, with or without leading slash; empty segments are ignored.
     * Fails with {@code BAD_REQUEST} when the namespace is missing, a segment is illegal or there are too many.
     */
    public static FullyQualifiedName parse(String text) {
        List<String> segments = Arrays.stream(text.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        return switch (segments.size()) {
            case 2 -> of(segments.get(0), segments.get(1));
            case 3 -> new FullyQualifiedName(
                    EntityPath.of(segments.get(0), new EntityName(segments.get(1))), new EntityName(segments.get(2)));
            case 0, 1 -> throw WhirlException.malformed(
                    "requirement failed: The fully qualified name of the entity must contain at least"
                            + " the namespace and the name of the entity.");
            default -> throw WhirlException.malformed("fully qualified name malformed");
        };
    }

    /** {@code ns/name} or {@code ns/package/name}: also the id of the entity's document. */
    @Override
    public String toString() {
        return path + "/" + name;
    }
}
