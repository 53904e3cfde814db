package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A package of actions, or a binding to one.
 *
 * @param namespace where it lives
 * @param name last segment of its name
 * @param version raised by every update
 * @param publish whether it is marked as shared
 * @param updated time of the last write, epoch milliseconds
 * @param binding the package it refers to, absent for a package of its own
 * @param parameters values given to all its actions
 * @param annotations remarks
 */
public record ActionPackage(
        EntityPath namespace,
        EntityName name,
        SemanticVersion version,
        boolean publish,
        long updated,
        Optional<Binding> binding,
        Parameters parameters,
        Parameters annotations)
        implements Entity {
    /** All parts are required. */
    public ActionPackage {
        requireNonNull(namespace);
        requireNonNull(name);
        requireNonNull(version);
        requireNonNull(binding);
        requireNonNull(parameters);
        requireNonNull(annotations);
    }
}
