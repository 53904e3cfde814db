package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;

/** What a PUT of a rule asks for; a status in it means nothing (contract: REST API, 3.6). */
record RuleContent(
        Optional<FullyQualifiedName> trigger,
        Optional<FullyQualifiedName> action,
        Optional<Parameters> annotations,
        Optional<SemanticVersion> version,
        Optional<Boolean> publish) {

    /** Reads a body; fails with {@code BAD_REQUEST} or {@code TOO_LARGE}. */
    static RuleContent read(JsonNode body, String ownNamespace, int mostBytes) {
        Members members = Members.of(body);
        NameReader names = new NameReader(ownNamespace);
        RuleContent content = new RuleContent(
                members.get("trigger").map(names::readAny),
                members.get("action").map(names::readAny),
                members.parameters("annotations"),
                members.version(),
                members.publish());
        content.annotations.ifPresent(given -> PartSizes.require("annotations", PartSizes.of(given), mostBytes));
        return content;
    }
}
