package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;

/** What a PUT of a trigger asks for (contract: REST API, 3.5). */
record TriggerContent(
        Optional<Parameters> parameters,
        Optional<Parameters> annotations,
        Optional<SemanticVersion> version,
        Optional<Boolean> publish) {

    /** Reads a body; fails with {@code BAD_REQUEST} or {@code TOO_LARGE}. */
    static TriggerContent read(JsonNode body, int mostBytes) {
        Members members = Members.of(body);
        members.get("limits").filter(limits -> !limits.isObject()).ifPresent(limits -> {
            throw WhirlException.malformed("Object expected");
        });
        TriggerContent content = new TriggerContent(
                members.parameters("parameters"),
                members.parameters("annotations"),
                members.version(),
                members.publish());
        content.parameters.ifPresent(given -> PartSizes.require("parameters", PartSizes.of(given), mostBytes));
        content.annotations.ifPresent(given -> PartSizes.require("annotations", PartSizes.of(given), mostBytes));
        return content;
    }
}
