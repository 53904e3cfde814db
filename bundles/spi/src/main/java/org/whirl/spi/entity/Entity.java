package org.whirl.spi.entity;

/** What is stored by name: actions, packages, triggers and rules share these members. */
public sealed interface Entity permits Action, ActionPackage, Trigger, Rule {
    /** Namespace, or namespace and package. */
    EntityPath namespace();

    /** Last segment of the name. */
    EntityName name();

    /** Raised by every update. */
    SemanticVersion version();

    /** Whether it is shared with everybody; has an effect on packages only. */
    boolean publish();

    /** Time of the last write, epoch milliseconds. */
    long updated();

    /** Free remarks, some of which the platform understands. */
    Parameters annotations();

    /** Path and name together: unique over all types. */
    default FullyQualifiedName fullyQualifiedName() {
        return new FullyQualifiedName(namespace(), name());
    }

    /** The collection it is listed in. */
    default EntityCollection collection() {
        if (this instanceof Action) {
            return EntityCollection.ACTIONS;
        }
        if (this instanceof ActionPackage) {
            return EntityCollection.PACKAGES;
        }
        return this instanceof Trigger ? EntityCollection.TRIGGERS : EntityCollection.RULES;
    }
}
