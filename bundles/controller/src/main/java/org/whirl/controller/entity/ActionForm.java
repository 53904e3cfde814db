package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.json.Json;

/** Makes the action that a PUT asks for, new or out of the one that is there. */
final class ActionForm {
    private static final String EXEC = "exec";
    private static final String PROVIDE_API_KEY = "provide-api-key";

    private ActionForm() {}

    static Action create(FullyQualifiedName name, ActionContent content) {
        Exec exec = content.exec().orElseThrow(() -> WhirlException.badRequest("exec undefined"));
        Parameters annotations = content.annotations().orElse(Parameters.EMPTY).without(List.of(EXEC));
        if (annotations.get(PROVIDE_API_KEY).isEmpty()) {
            annotations = annotations.with(PROVIDE_API_KEY, BooleanNode.FALSE);
        }
        return new Action(
                name.path(),
                name.name(),
                content.version().orElse(SemanticVersion.FIRST),
                content.publish().orElse(false),
                System.currentTimeMillis(),
                exec,
                parameters(exec, content.parameters(), Parameters.EMPTY),
                content.limits().over(ActionLimits.DEFAULT),
                annotations.with(EXEC, TextNode.valueOf(exec.kind())));
    }

    static Action update(Action old, ActionContent content) {
        Exec exec = content.exec().orElse(old.exec());
        boolean wasSequence = old.exec() instanceof SequenceExec;
        Parameters kept = wasSequence ? Parameters.EMPTY : old.parameters();
        Parameters annotations = old.annotations()
                .without(content.removedAnnotations())
                .merge(content.annotations().orElse(Parameters.EMPTY))
                .with(EXEC, TextNode.valueOf(exec.kind()));
        return new Action(
                old.namespace(),
                old.name(),
                content.version().orElseGet(() -> old.version().next()),
                content.publish().orElse(old.publish()),
                Updates.after(old.updated()),
                exec,
                parameters(exec, content.parameters(), kept),
                content.limits().over(old.limits()),
                annotations);
    }

    /** A sequence has nothing but the list of its components (contract: REST API, 3.3.7). */
    private static Parameters parameters(Exec exec, Optional<Parameters> given, Parameters kept) {
        if (exec instanceof SequenceExec sequence) {
            ArrayNode names = Json.array();
            sequence.components().forEach(name -> names.add("/" + name));
            return Parameters.EMPTY.with("_actions", names);
        }
        return given.orElse(kept);
    }
}
