package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

/**
 * Starts an action whenever a trigger fires. Whether it is active is kept with the trigger.
 *
 * @param namespace where it lives
 * @param name last segment of its name
 * @param version raised by every update
 * @param publish whether it is marked as shared
 * @param updated time of the last write, epoch milliseconds
 * @param trigger the trigger
 * @param action the action
 * @param annotations remarks
 */
public record Rule(
        EntityPath namespace,
        EntityName name,
        SemanticVersion version,
        boolean publish,
        long updated,
        FullyQualifiedName trigger,
        FullyQualifiedName action,
        Parameters annotations)
        implements Entity {
    /** All parts are required. */
    public Rule {
        requireNonNull(namespace);
        requireNonNull(name);
        requireNonNull(version);
        requireNonNull(trigger);
        requireNonNull(action);
        requireNonNull(annotations);
    }
}
