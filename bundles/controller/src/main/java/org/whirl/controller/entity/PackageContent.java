package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Binding;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;

/** What a PUT of a package or binding asks for (contract: REST API, 3.4). */
record PackageContent(
        Optional<Binding> binding,
        Optional<Parameters> parameters,
        Optional<Parameters> annotations,
        Optional<SemanticVersion> version,
        Optional<Boolean> publish) {
    /** The annotation that tells of a binding; nobody but the platform writes it. */
    static final String BINDING = "binding";

    private static final String OWN_NAMESPACE = "_";

    /** Reads a body; fails with {@code BAD_REQUEST} or {@code TOO_LARGE}. */
    static PackageContent read(JsonNode body, String ownNamespace, int mostBytes) {
        Members members = Members.of(body);
        Optional<Parameters> annotations = members.parameters("annotations");
        PackageContent content = new PackageContent(
                Optional.ofNullable(body.get(BINDING)).flatMap(json -> binding(json, ownNamespace)),
                members.parameters("parameters"),
                annotations.map(given -> given.without(List.of(BINDING))),
                members.version(),
                members.publish());
        content.parameters.ifPresent(given -> PartSizes.require("parameters", PartSizes.of(given), mostBytes));
        annotations.ifPresent(given -> PartSizes.require("annotations", PartSizes.of(given), mostBytes));
        return content;
    }

    private static Optional<Binding> binding(JsonNode json, String ownNamespace) {
        if (!json.isObject()) {
            throw WhirlException.malformed("Object expected in field 'namespace'");
        }
        if (json.isEmpty()) {
            return Optional.empty();
        }
        String namespace = name(json, "namespace");
        String name = name(json, "name");
        return Optional.of(
                new Binding(namespace.equals(OWN_NAMESPACE) ? ownNamespace : namespace, new EntityName(name)));
    }

    private static String name(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (value.isMissingNode()) {
            throw WhirlException.malformed("Object is missing required member '" + member + "'");
        }
        if (!value.isTextual() || !EntityName.isLegal(value.textValue())) {
            throw WhirlException.malformed("entity name malformed");
        }
        return value.textValue();
    }
}
