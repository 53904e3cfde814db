package org.whirl.spi.store;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.Exec.CodeExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.Rule;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.entity.Trigger;
import org.whirl.spi.json.Json;

/** Entities and records for tests of stores. */
public final class Samples {
    private static final Parameters ANNOTATIONS = Parameters.EMPTY.with("about", TextNode.valueOf("a sample"));

    private Samples() {}

    /** An action at {@code ns/name} or {@code ns/package/name}. */
    public static Action action(String name, long updated, String code) {
        FullyQualifiedName parsed = FullyQualifiedName.parse(name);
        return new Action(
                parsed.path(),
                parsed.name(),
                SemanticVersion.FIRST,
                false,
                updated,
                new CodeExec("nodejs:20", Optional.of(new Code.Inline(code)), Optional.of("main"), false),
                Parameters.EMPTY.with("who", TextNode.valueOf("world")),
                ActionLimits.DEFAULT,
                ANNOTATIONS);
    }

    /** A package of its own. */
    public static ActionPackage actionPackage(String name, long updated) {
        FullyQualifiedName parsed = FullyQualifiedName.parse(name);
        return new ActionPackage(
                parsed.path(),
                parsed.name(),
                SemanticVersion.FIRST,
                true,
                updated,
                Optional.empty(),
                Parameters.EMPTY,
                ANNOTATIONS);
    }

    /** A trigger with one rule. */
    public static Trigger trigger(String name, long updated) {
        FullyQualifiedName parsed = FullyQualifiedName.parse(name);
        return new Trigger(
                parsed.path(),
                parsed.name(),
                SemanticVersion.FIRST,
                false,
                updated,
                Parameters.EMPTY,
                Optional.of(Map.of(
                        FullyQualifiedName.of("guest", "onTick"),
                        new Trigger.RuleLink(FullyQualifiedName.of("guest", "hello"), true))),
                ANNOTATIONS);
    }

    /** A rule. */
    public static Rule rule(String name, long updated) {
        FullyQualifiedName parsed = FullyQualifiedName.parse(name);
        return new Rule(
                parsed.path(),
                parsed.name(),
                SemanticVersion.FIRST,
                false,
                updated,
                FullyQualifiedName.of("guest", "tick"),
                FullyQualifiedName.of("guest", "hello"),
                ANNOTATIONS);
    }

    /** The record of an action at {@code ns/name} or {@code ns/package/name}, with result and logs. */
    public static Activation activation(String namespace, String path, long start) {
        return activation(namespace, path, start, ActivationId.generate());
    }

    /** As above, with a given id. */
    public static Activation activation(String namespace, String path, long start, ActivationId id) {
        EntityName name = FullyQualifiedName.parse(path).name();
        return new Activation(
                namespace,
                name,
                SemanticVersion.FIRST,
                "guest-user",
                id,
                start,
                Optional.of(start + 42),
                Optional.of(42L),
                Optional.of(new ActivationId("ffeeddccbbaa99887766554433221100")),
                new ActivationResponse(
                        Outcome.APPLICATION_ERROR,
                        Optional.of(Json.object().put("error", "a result")),
                        Optional.of(19L)),
                List.of("2026-09-21T14:13:21.010203405Z stdout: hello"),
                Parameters.EMPTY.with("path", TextNode.valueOf(path)).with("kind", TextNode.valueOf("nodejs:20")));
    }

    /** The record of a trigger. */
    public static Activation fire(String namespace, String name, long start) {
        return new Activation(
                namespace,
                new EntityName(name),
                SemanticVersion.FIRST,
                "guest-user",
                ActivationId.generate(),
                start,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ActivationResponse(Outcome.SUCCESS, Optional.of(Json.object()), Optional.empty()),
                List.of("{\"statusCode\":0}"),
                Parameters.EMPTY);
    }

    /** A subject with one namespace of the same name. */
    public static Subject subject(String name, String uuid) {
        return new Subject(
                name, false, List.of(new NamespaceKey(EntityPath.of(name).namespace(), uuid, "key")));
    }
}
