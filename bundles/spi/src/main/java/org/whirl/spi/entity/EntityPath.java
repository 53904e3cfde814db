package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where an entity lives: a namespace, or a package in it.
 *
 * @param namespace name of the namespace, same character rule as entity names
 * @param packageName the package, absent for the default package
 */
public record EntityPath(String namespace, Optional<EntityName> packageName) {
    /** Fails with {@code BAD_REQUEST} on illegal characters or length of the namespace. */
    public EntityPath {
        Names.require(namespace, "The namespace", "Namespace");
        requireNonNull(packageName);
    }

    /** The default package of a namespace. */
    public static EntityPath of(String namespace) {
        return new EntityPath(namespace, Optional.empty());
    }

    /** A package of a namespace. */
    public static EntityPath of(String namespace, EntityName packageName) {
        return new EntityPath(namespace, Optional.of(packageName));
    }

    /** Reads {@code ns} or {@code ns/p}; fails with {@code BAD_REQUEST} on anything else. */
    public static EntityPath parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? of(text) : of(text.substring(0, slash), new EntityName(text.substring(slash + 1)));
    }

    /** {@code ns} or {@code ns/p}. */
    @Override
    public String toString() {
        return packageName.map(name -> namespace + "/" + name).orElse(namespace);
    }
}
