package org.whirl.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Binding;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.Rule;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.entity.Trigger;
import org.whirl.spi.entity.Trigger.RuleLink;

/** Entities as JSON: one form serves the REST answers and, with {@code entityType} added, the stored documents. */
public final class EntityJson {
    private EntityJson() {}

    /** Writes all members of an entity. */
    public static ObjectNode write(Entity entity) {
        ObjectNode json = Json.object()
                .put("namespace", entity.namespace().toString())
                .put("name", entity.name().value())
                .put("version", entity.version().toString())
                .put("publish", entity.publish())
                .put("updated", entity.updated());
        json.set("annotations", ParametersJson.write(entity.annotations()));
        if (entity instanceof Action action) {
            json.set("exec", ExecJson.write(action.exec()));
            json.set("parameters", ParametersJson.write(action.parameters()));
            json.set("limits", LimitsJson.write(action.limits()));
        } else if (entity instanceof ActionPackage actionPackage) {
            json.set("binding", writeBinding(actionPackage.binding()));
            json.set("parameters", ParametersJson.write(actionPackage.parameters()));
        } else if (entity instanceof Trigger trigger) {
            json.set("parameters", ParametersJson.write(trigger.parameters()));
            json.set("limits", Json.object());
            trigger.rules().ifPresent(rules -> json.set("rules", writeLinks(rules)));
        } else if (entity instanceof Rule rule) {
            json.set("trigger", writeName(rule.trigger()));
            json.set("action", writeName(rule.action()));
        }
        return json;
    }

    /** Writes the stored document of an entity, without id and revision. */
    public static ObjectNode writeDocument(Entity entity) {
        return write(entity).put("entityType", entity.collection().entityType());
    }

    /** {@code {}} for a package of its own, else namespace and name of the target. */
    public static ObjectNode writeBinding(Optional<Binding> binding) {
        ObjectNode json = Json.object();
        binding.ifPresent(target -> json.put("namespace", target.namespace())
                .put("name", target.name().value()));
        return json;
    }

    private static ObjectNode writeName(FullyQualifiedName name) {
        return Json.object()
                .put("path", name.path().toString())
                .put("name", name.name().value());
    }

    private static ObjectNode writeLinks(Map<FullyQualifiedName, RuleLink> rules) {
        ObjectNode json = Json.object();
        rules.forEach((rule, link) -> {
            ObjectNode entry = json.putObject(rule.toString());
            entry.set("action", writeName(link.action()));
            entry.put("status", link.active() ? "active" : "inactive");
        });
        return json;
    }

    /**
     * Reads a stored document.
     *
     * @throws RuntimeException of any type when it cannot be understood; stores report it as corrupted
     */
    public static Entity readDocument(JsonNode json) {
        EntityPath namespace = EntityPath.parse(Json.text(json, "namespace"));
        EntityName name = new EntityName(Json.text(json, "name"));
        SemanticVersion version = SemanticVersion.parse(Json.text(json, "version"));
        boolean publish = Json.required(json, "publish").booleanValue();
        long updated = Json.number(json, "updated");
        Parameters annotations = ParametersJson.read(Json.required(json, "annotations"));
        return switch (collection(json)) {
            case ACTIONS -> new Action(
                    namespace,
                    name,
                    version,
                    publish,
                    updated,
                    ExecJson.read(Json.required(json, "exec")),
                    ParametersJson.read(Json.required(json, "parameters")),
                    LimitsJson.readAction(Json.required(json, "limits")),
                    annotations);
            case PACKAGES -> new ActionPackage(
                    namespace,
                    name,
                    version,
                    publish,
                    updated,
                    readBinding(Json.required(json, "binding")),
                    ParametersJson.read(Json.required(json, "parameters")),
                    annotations);
            case TRIGGERS -> new Trigger(
                    namespace,
                    name,
                    version,
                    publish,
                    updated,
                    ParametersJson.read(Json.required(json, "parameters")),
                    Json.optional(json, "rules").map(EntityJson::readLinks),
                    annotations);
            case RULES -> new Rule(
                    namespace,
                    name,
                    version,
                    publish,
                    updated,
                    readName(Json.required(json, "trigger")),
                    readName(Json.required(json, "action")),
                    annotations);
        };
    }

    private static EntityCollection collection(JsonNode json) {
        String type = Json.text(json, "entityType");
        for (EntityCollection collection : EntityCollection.values()) {
            if (collection.entityType().equals(type)) {
                return collection;
            }
        }
        throw new IllegalArgumentException("entityType '" + type + "' is unknown");
    }

    private static Optional<Binding> readBinding(JsonNode json) {
        return json.isEmpty()
                ? Optional.empty()
                : Optional.of(new Binding(Json.text(json, "namespace"), new EntityName(Json.text(json, "name"))));
    }

    private static FullyQualifiedName readName(JsonNode json) {
        return new FullyQualifiedName(
                EntityPath.parse(Json.text(json, "path")), new EntityName(Json.text(json, "name")));
    }

    private static Map<FullyQualifiedName, RuleLink> readLinks(JsonNode json) {
        Map<FullyQualifiedName, RuleLink> links = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> links.put(
                        FullyQualifiedName.parse(entry.getKey()),
                        new RuleLink(
                                readName(Json.required(entry.getValue(), "action")),
                                Json.text(entry.getValue(), "status").equals("active"))));
        return links;
    }
}
