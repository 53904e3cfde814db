package org.whirl.controller;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Binding;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.Exec.CodeExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.entity.Trigger;
import org.whirl.spi.entity.Trigger.RuleLink;
import org.whirl.spi.store.Stored;

/** Entities put straight into the store. */
final class Samples {
    private Samples() {}

    static void putPackage(ApiFixture api, String name, int x) {
        put(api, actionPackage("guest", name, false, Optional.empty(), x));
    }

    static void putBinding(ApiFixture api, String name, String target, int x) {
        put(api, actionPackage("guest", name, false, Optional.of(new Binding("guest", new EntityName(target))), x));
    }

    static void putForeignPackage(ApiFixture api, String namespace, String name, boolean published) {
        put(api, actionPackage(namespace, name, published, Optional.empty(), 3));
    }

    private static ActionPackage actionPackage(
            String namespace, String name, boolean published, Optional<Binding> binding, int x) {
        return new ActionPackage(
                EntityPath.of(namespace),
                new EntityName(name),
                SemanticVersion.FIRST,
                published,
                1,
                binding,
                Parameters.EMPTY.with("x", IntNode.valueOf(x)),
                Parameters.EMPTY);
    }

    static void putForeignAction(ApiFixture api, String namespace, String packageName, String name) {
        EntityPath path = EntityPath.of(namespace, new EntityName(packageName));
        put(api, action(path, name, "nodejs:20", Parameters.EMPTY));
    }

    static void putConductor(ApiFixture api, String name, String kind) {
        Parameters conductor = Parameters.EMPTY.with("conductor", BooleanNode.TRUE);
        put(api, action(EntityPath.of("guest"), name, kind, conductor));
    }

    private static Action action(EntityPath path, String name, String kind, Parameters annotations) {
        return new Action(
                path,
                new EntityName(name),
                SemanticVersion.FIRST,
                false,
                1,
                new CodeExec(kind, Optional.of(new Code.Inline("x")), Optional.empty(), false),
                Parameters.EMPTY,
                ActionLimits.DEFAULT,
                annotations);
    }

    static void putTrigger(
            ApiFixture api, String name, Parameters parameters, Map<FullyQualifiedName, RuleLink> rules) {
        put(
                api,
                new Trigger(
                        EntityPath.of("guest"),
                        new EntityName(name),
                        SemanticVersion.FIRST,
                        false,
                        1,
                        parameters,
                        Optional.of(rules),
                        Parameters.EMPTY));
    }

    private static void put(ApiFixture api, Entity entity) {
        Optional<String> revision = api.artifacts
                .get(entity.fullyQualifiedName())
                .toCompletableFuture()
                .join()
                .map(Stored::revision);
        api.artifacts.put(entity, revision).toCompletableFuture().join();
    }

    static void delete(ApiFixture api, String name) {
        FullyQualifiedName whole = FullyQualifiedName.of("guest", name);
        String revision = api.artifacts
                .get(whole)
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .revision();
        api.artifacts.delete(whole, revision).toCompletableFuture().join();
    }
}
