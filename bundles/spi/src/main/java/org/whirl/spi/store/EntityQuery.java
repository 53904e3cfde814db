package org.whirl.spi.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityName;

/**
 * A page of a list of entities, newest {@code updated} first.
 *
 * @param collection which type
 * @param namespace whose
 * @param packageName actions of this package only; absent for the whole namespace
 * @param skip entries left out at the start, not negative
 * @param limit most entries, positive
 */
public record EntityQuery(
        EntityCollection collection, String namespace, Optional<EntityName> packageName, int skip, int limit) {
    /** Fails on numbers out of range. */
    public EntityQuery {
        requireNonNull(collection);
        requireNonNull(namespace);
        requireNonNull(packageName);
        if (skip < 0 || limit <= 0) {
            throw new IllegalArgumentException("skip " + skip + ", limit " + limit);
        }
    }
}
