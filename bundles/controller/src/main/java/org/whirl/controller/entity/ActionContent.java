package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.whirl.controller.Settings.Sizes;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.Exec.BlackboxExec;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;

/**
 * What a PUT of an action asks for; what it does not name stays as it is, or gets its default (contract: REST API, 3.3.2).
 */
record ActionContent(
        Optional<Exec> exec,
        Optional<Parameters> parameters,
        LimitsContent limits,
        Optional<SemanticVersion> version,
        Optional<Boolean> publish,
        Optional<Parameters> annotations,
        List<String> removedAnnotations) {

    /** Reads a body; fails with {@code BAD_REQUEST} on what it cannot be. */
    static ActionContent read(JsonNode body, Kinds kinds, String ownNamespace) {
        Members members = Members.of(body);
        return new ActionContent(
                members.get("exec").map(new ExecReader(kinds, ownNamespace)::read),
                members.parameters("parameters"),
                LimitsContent.read(members.get("limits")),
                members.version(),
                members.publish(),
                members.parameters("annotations"),
                members.texts("delAnnotations"));
    }

    /** Fails with {@code TOO_LARGE} on a part that is larger than allowed. */
    void requireSizes(Sizes sizes) {
        exec.ifPresent(given -> PartSizes.require("exec", size(given), sizes.code()));
        parameters.ifPresent(given -> PartSizes.require("parameters", PartSizes.of(given), sizes.parameters()));
        annotations.ifPresent(given -> PartSizes.require("annotations", PartSizes.of(given), sizes.parameters()));
    }

    private static long size(Exec exec) {
        long code =
                exec.code().map(text -> ((Code.Inline) text).text().length()).orElse(0);
        long rest = exec instanceof BlackboxExec blackbox ? blackbox.image().length() : 0;
        if (exec instanceof SequenceExec sequence) {
            rest = sequence.components().stream()
                    .mapToLong(name -> name.toString().length() + 1L)
                    .sum();
        }
        return code + exec.main().map(String::length).orElse(0) + rest;
    }
}
