package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;

/** Names of actions as conductors give them (contract: sequences, 3.3). */
final class ComponentNames {
    private static final String OWN_NAMESPACE = "_";

    private ComponentNames() {}

    /** The whole name; empty when it is none. */
    static Optional<FullyQualifiedName> parse(JsonNode value, String ownNamespace) {
        if (!value.isTextual()) {
            return Optional.empty();
        }
        String text = value.textValue();
        List<String> segments = Arrays.stream(text.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        boolean whole = text.startsWith("/") || segments.size() == 3;
        boolean legal = segments.stream().allMatch(EntityName::isLegal);
        if (!legal || segments.isEmpty() || segments.size() > 3 || (whole && segments.size() == 1)) {
            return Optional.empty();
        }
        String namespace = whole && !segments.get(0).equals(OWN_NAMESPACE) ? segments.get(0) : ownNamespace;
        List<String> rest = whole ? segments.subList(1, segments.size()) : segments;
        EntityPath path =
                rest.size() == 2 ? EntityPath.of(namespace, new EntityName(rest.get(0))) : EntityPath.of(namespace);
        return Optional.of(new FullyQualifiedName(path, new EntityName(rest.get(rest.size() - 1))));
    }
}
