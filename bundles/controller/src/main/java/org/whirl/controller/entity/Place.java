package org.whirl.controller.entity;

import java.util.Optional;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Parameters;

/**
 * Where an action is, after bindings are followed.
 *
 * @param path namespace, or namespace and real package
 * @param parameters what package and binding give to their actions
 * @param binding the binding it is reached through, {@code ns/name}
 */
public record Place(EntityPath path, Parameters parameters, Optional<String> binding) {
    /** The default package of a namespace. */
    public static Place of(String namespace) {
        return new Place(EntityPath.of(namespace), Parameters.EMPTY, Optional.empty());
    }

    /** The whole name of an action here. */
    public FullyQualifiedName name(EntityName action) {
        return new FullyQualifiedName(path, action);
    }
}
