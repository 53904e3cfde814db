package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

/**
 * A reference to a package of this or another namespace.
 *
 * @param namespace where the package lives
 * @param name the package
 */
public record Binding(String namespace, EntityName name) {
    /** Fails with {@code BAD_REQUEST} on an illegal namespace. */
    public Binding {
        EntityPath.of(namespace);
        requireNonNull(name);
    }

    /** The name of the package it refers to. */
    public FullyQualifiedName target() {
        return new FullyQualifiedName(EntityPath.of(namespace), name);
    }
}
