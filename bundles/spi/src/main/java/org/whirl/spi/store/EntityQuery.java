package org.whirl.spi.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.Trigger;

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

    /** What lists show of an entity: neither code nor parameters, and of a trigger no rules. */
    public static Entity entry(Entity entity) {
        if (entity instanceof Action action) {
            return action.withExec(action.exec().withCode(Optional.empty())).withParameters(Parameters.EMPTY);
        }
        if (entity instanceof ActionPackage actionPackage) {
            return new ActionPackage(
                    actionPackage.namespace(),
                    actionPackage.name(),
                    actionPackage.version(),
                    actionPackage.publish(),
                    actionPackage.updated(),
                    actionPackage.binding(),
                    Parameters.EMPTY,
                    actionPackage.annotations());
        }
        if (entity instanceof Trigger trigger) {
            return new Trigger(
                    trigger.namespace(),
                    trigger.name(),
                    trigger.version(),
                    trigger.publish(),
                    trigger.updated(),
                    Parameters.EMPTY,
                    Optional.empty(),
                    trigger.annotations());
        }
        return entity;
    }
}
