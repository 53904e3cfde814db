package org.whirl.controller.entity;

import java.util.Optional;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.Parameters;

/**
 * A package that somebody may read.
 *
 * @param itself the package or binding of that name
 * @param target what it refers to, if it is a binding
 */
public record OpenPackage(ActionPackage itself, Optional<ActionPackage> target) {
    /** The package that the actions are in. */
    public ActionPackage content() {
        return target.orElse(itself);
    }

    /** What its actions get: the binding's parameters over the package's. */
    public Parameters parameters() {
        return target.map(bound -> bound.parameters().merge(itself.parameters()))
                .orElse(itself.parameters());
    }

    /** Where its actions are. */
    public Place place() {
        ActionPackage content = content();
        return new Place(
                EntityPath.of(content.namespace().namespace(), content.name()),
                parameters(),
                target.map(bound -> itself.fullyQualifiedName().toString()));
    }
}
