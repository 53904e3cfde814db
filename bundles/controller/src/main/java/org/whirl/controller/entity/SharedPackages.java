package org.whirl.controller.entity;

import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;

/** Whether those who may use the packages of others may read them too (contract: REST API, 2.5). */
public final class SharedPackages {
    private final boolean executeOnly;

    /** With {@code executeOnly} they may not. */
    public SharedPackages(boolean executeOnly) {
        this.executeOnly = executeOnly;
    }

    /** Fails with {@code FORBIDDEN} when the content of a package or binding is not to be seen. */
    public void requirePackageReadable(Identity caller, OpenPackage opened) {
        FullyQualifiedName name = opened.itself().fullyQualifiedName();
        if (!isClosed(caller, opened.content().fullyQualifiedName().path().namespace())) {
            return;
        }
        throw opened.target().isPresent()
                ? denial(" since " + name + " is a binding of a shared package")
                : denial(" for '" + name + "' since it's a shared package");
    }

    /** Fails with {@code FORBIDDEN} when an action there is not to be seen. */
    public void requireActionReadable(Identity caller, Place place, EntityName action) {
        if (!isClosed(caller, place.path().namespace())) {
            return;
        }
        throw place.binding().isPresent()
                ? denial(" for '" + place.binding().get() + "/" + action
                        + "'. Resource does not exist or is an action in a shared package binding.")
                : denial(" for '" + place.name(action) + "' since it's an action in a shared package");
    }

    private boolean isClosed(Identity caller, String namespace) {
        return executeOnly && !caller.namespace().equals(namespace);
    }

    private static WhirlException denial(String detail) {
        return new WhirlException(Kind.FORBIDDEN, "GET not permitted" + detail);
    }
}
