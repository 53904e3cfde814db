package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

/**
 * A function that users can invoke.
 *
 * @param namespace where it lives
 * @param name last segment of its name
 * @param version raised by every update
 * @param publish whether it is marked as shared
 * @param updated time of the last write, epoch milliseconds
 * @param exec what it executes
 * @param parameters values bound to it
 * @param limits what one activation may use
 * @param annotations remarks
 */
public record Action(
        EntityPath namespace,
        EntityName name,
        SemanticVersion version,
        boolean publish,
        long updated,
        Exec exec,
        Parameters parameters,
        ActionLimits limits,
        Parameters annotations)
        implements Entity {
    /** All parts are required. */
    public Action {
        requireNonNull(namespace);
        requireNonNull(name);
        requireNonNull(version);
        requireNonNull(exec);
        requireNonNull(parameters);
        requireNonNull(limits);
        requireNonNull(annotations);
    }

    /** The same action with other code or another form of it. */
    public Action withExec(Exec other) {
        return new Action(namespace, name, version, publish, updated, other, parameters, limits, annotations);
    }

    /** The same action with other parameters. */
    public Action withParameters(Parameters other) {
        return new Action(namespace, name, version, publish, updated, exec, other, limits, annotations);
    }
}
