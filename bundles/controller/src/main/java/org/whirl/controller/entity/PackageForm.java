package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Binding;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.json.EntityJson;

/** Makes the package that a PUT asks for, new or out of the one that is there. */
final class PackageForm {
    private PackageForm() {}

    static ActionPackage create(FullyQualifiedName name, PackageContent content) {
        return new ActionPackage(
                name.path(),
                name.name(),
                content.version().orElse(SemanticVersion.FIRST),
                content.publish().orElse(false),
                System.currentTimeMillis(),
                content.binding(),
                content.parameters().orElse(Parameters.EMPTY),
                annotations(content.annotations().orElse(Parameters.EMPTY), content.binding()));
    }

    static ActionPackage update(ActionPackage old, PackageContent content) {
        if (old.binding().isEmpty() && content.binding().isPresent()) {
            throw new WhirlException(Kind.CONFLICT, "Resource is a package and cannot be converted into a binding.");
        }
        Optional<Binding> binding = content.binding().or(old::binding);
        return new ActionPackage(
                old.namespace(),
                old.name(),
                content.version().orElseGet(() -> old.version().next()),
                content.publish().orElse(old.publish()),
                Updates.after(old.updated()),
                binding,
                content.parameters().orElse(old.parameters()),
                annotations(content.annotations().orElse(old.annotations()), binding));
    }

    private static Parameters annotations(Parameters given, Optional<Binding> binding) {
        if (binding.isEmpty()) {
            return given;
        }
        ObjectNode target = EntityJson.writeBinding(binding);
        return given.without(List.of(PackageContent.BINDING)).with(PackageContent.BINDING, target);
    }
}
