package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;

/** Reads the names by which entities refer to others; {@code _} stands for the namespace of the one that refers. */
final class NameReader {
    private static final String OWN_NAMESPACE = "_";

    private final String ownNamespace;

    NameReader(String ownNamespace) {
        this.ownNamespace = ownNamespace;
    }

    /** A text such as {@code /ns/package/name}. */
    FullyQualifiedName readText(JsonNode json) {
        if (!json.isTextual()) {
            throw malformed();
        }
        return resolve(FullyQualifiedName.parse(json.textValue()));
    }

    /** A text, or an object with {@code path} and {@code name}. */
    FullyQualifiedName readAny(JsonNode json) {
        if (!json.isObject()) {
            return readText(json);
        }
        String path = json.path("path").asText("");
        JsonNode name = json.path("name");
        if (!json.path("path").isTextual() || path.isEmpty() || !name.isTextual()) {
            throw malformed();
        }
        if (!EntityName.isLegal(name.textValue())) {
            throw malformed();
        }
        return resolve(FullyQualifiedName.parse(path + "/" + name.textValue()));
    }

    private FullyQualifiedName resolve(FullyQualifiedName name) {
        EntityPath path = name.path();
        return path.namespace().equals(OWN_NAMESPACE)
                ? new FullyQualifiedName(new EntityPath(ownNamespace, path.packageName()), name.name())
                : name;
    }

    private static WhirlException malformed() {
        return WhirlException.malformed("fully qualified name malformed");
    }
}
