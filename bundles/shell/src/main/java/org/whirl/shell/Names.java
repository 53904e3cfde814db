package org.whirl.shell;

import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;

/** Names as users type them. */
final class Names {
    private Names() {}

    /** Reads {@code name} or {@code package/name} in the given namespace, or {@code /namespace/[package/]name}. */
    static FullyQualifiedName action(String text, String namespace) {
        if (!text.startsWith("/")) {
            return FullyQualifiedName.parse(namespace + "/" + text);
        }
        return FullyQualifiedName.parse(text.startsWith("/_/") ? namespace + text.substring(2) : text);
    }

    /** Reads {@code namespace} or {@code namespace/package}, with or without a leading slash. */
    static EntityPath path(String text) {
        return EntityPath.parse(text.startsWith("/") ? text.substring(1) : text);
    }

    /** The name without its namespace: how it is typed there, and how activations are found by it. */
    static String local(FullyQualifiedName name) {
        return name.path()
                .packageName()
                .map(packageName -> packageName + "/" + name.name())
                .orElse(name.name().value());
    }
}
