package org.whirl.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.messaging.AcknowledgementMessage;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.messaging.Message;
import org.whirl.spi.messaging.PingMessage;
import org.whirl.spi.messaging.TransactionId;
import org.whirl.spi.runtime.RuntimeStatus;

/** Messages as JSON, in the form that peers of other make read and write (contract: invoker and messaging, 10). */
public final class MessageJson {
    private MessageJson() {}

    /** Writes any message. */
    public static ObjectNode write(Message message) {
        if (message instanceof ActivationMessage activation) {
            return writeActivation(activation);
        }
        return message instanceof PingMessage ping
                ? writePing(ping)
                : writeAcknowledgement((AcknowledgementMessage) message);
    }

    private static ObjectNode writeActivation(ActivationMessage message) {
        ObjectNode json = Json.object();
        json.set("transid", writeTransaction(message.transaction()));
        ObjectNode action = json.putObject("action")
                .put("path", message.action().path().toString())
                .put("name", message.action().name().value())
                .put("version", message.version().toString());
        message.binding().ifPresent(binding -> action.put("binding", binding));
        json.put("revision", message.revision().orElse(null));
        json.set("user", writeIdentity(message.user()));
        json.put("activationId", message.activationId().value());
        json.putObject("rootControllerIndex")
                .put("asString", message.controller())
                .put("instanceType", "controller");
        json.put("blocking", message.blocking());
        message.content().ifPresent(content -> json.set("content", content));
        ArrayNode initArguments = json.putArray("initArgs");
        message.initArguments().forEach(initArguments::add);
        ObjectNode locked = json.putObject("lockedArgs");
        message.lockedArguments().forEach(locked::put);
        message.cause().ifPresent(cause -> json.put("cause", cause.value()));
        return json;
    }

    private static ArrayNode writeTransaction(TransactionId transaction) {
        return Json.array().add(transaction.id()).add(transaction.start());
    }

    private static ObjectNode writeIdentity(Identity identity) {
        ObjectNode json = Json.object().put("subject", identity.subject());
        json.putObject("namespace")
                .put("name", identity.namespace())
                .put("uuid", identity.credentials().uuid());
        json.putObject("authkey").put("api_key", identity.credentials().pair());
        json.putArray("rights").add("READ").add("PUT").add("DELETE").add("ACTIVATE");
        json.set("limits", LimitsJson.write(identity.limits()));
        return json;
    }

    private static ObjectNode writeAcknowledgement(AcknowledgementMessage message) {
        ObjectNode json = Json.object();
        json.set("transid", writeTransaction(message.transaction()));
        if (!message.result()) {
            json.put("activationId", message.activationId().value());
        } else if (message.activation().isPresent()) {
            json.set("response", writeRecord(message.activation().get()));
        } else {
            json.put("response", message.activationId().value());
        }
        message.invoker().ifPresent(invoker -> {
            json.put("isSystemError", message.systemError());
            json.set("instance", writeInvoker(invoker));
        });
        return json;
    }

    private static ObjectNode writeRecord(Activation activation) {
        ObjectNode json = ActivationJson.writeDocument(activation);
        json.remove("entityType");
        return json;
    }

    private static ObjectNode writePing(PingMessage message) {
        ObjectNode json = Json.object();
        json.set("name", writeInvoker(message.invoker()));
        json.put("isEnabled", message.enabled());
        ArrayNode runtimes = json.putArray("runtimes");
        message.runtimes().forEach(runtime -> {
            ObjectNode entry = runtimes.addObject().put("kind", runtime.kind()).put("image", runtime.image());
            runtime.unavailable().ifPresent(reason -> entry.put("unavailable", reason));
        });
        return json;
    }

    private static ObjectNode writeInvoker(InvokerId invoker) {
        ObjectNode json = Json.object()
                .put("instance", invoker.instance())
                .put("userMemory", invoker.userMemory() * 1024 * 1024 + " B")
                .put("instanceType", "invoker");
        json.putArray("tags");
        json.putArray("dedicatedNamespaces");
        invoker.uniqueName().ifPresent(name -> json.put("uniqueName", name));
        invoker.displayedName().ifPresent(name -> json.put("displayedName", name));
        return json;
    }

    /**
     * Reads any message; its type is told by its members.
     *
     * @throws RuntimeException of any type when it cannot be understood
     */
    public static Message read(JsonNode json) {
        if (json.has("rootControllerIndex")) {
            return readActivation(json);
        }
        return json.has("name") ? readPing(json) : readAcknowledgement(json);
    }

    private static ActivationMessage readActivation(JsonNode json) {
        JsonNode action = Json.required(json, "action");
        List<String> initArguments = new ArrayList<>();
        Json.required(json, "initArgs").forEach(name -> initArguments.add(name.asText()));
        Map<String, String> locked = new LinkedHashMap<>();
        Json.required(json, "lockedArgs")
                .properties()
                .forEach(entry -> locked.put(entry.getKey(), entry.getValue().asText()));
        return new ActivationMessage(
                readTransaction(json),
                new FullyQualifiedName(
                        EntityPath.parse(Json.text(action, "path")), new EntityName(Json.text(action, "name"))),
                SemanticVersion.parse(Json.text(action, "version")),
                Json.optionalText(action, "binding"),
                Json.optionalText(json, "revision"),
                readIdentity(Json.required(json, "user")),
                new ActivationId(Json.text(json, "activationId")),
                Json.text(Json.required(json, "rootControllerIndex"), "asString"),
                Json.required(json, "blocking").booleanValue(),
                Json.optional(json, "content"),
                initArguments,
                locked,
                Json.optionalText(json, "cause").map(ActivationId::new));
    }

    private static TransactionId readTransaction(JsonNode json) {
        JsonNode transaction = Json.required(json, "transid");
        return new TransactionId(
                transaction.path(0).asText(), transaction.path(1).asLong());
    }

    private static Identity readIdentity(JsonNode json) {
        return new Identity(
                Json.text(json, "subject"),
                Json.text(Json.required(json, "namespace"), "name"),
                BasicAuthKey.parse(Json.text(Json.required(json, "authkey"), "api_key"))
                        .orElseThrow(() -> new IllegalArgumentException("api_key is no pair")),
                LimitsJson.readNamespace(json.path("limits")));
    }

    private static AcknowledgementMessage readAcknowledgement(JsonNode json) {
        Optional<JsonNode> response = Json.optional(json, "response");
        Optional<ActivationId> shrunk =
                response.filter(JsonNode::isTextual).map(id -> new ActivationId(id.textValue()));
        ActivationId id = shrunk.orElseGet(() -> new ActivationId(Json.text(response.orElse(json), "activationId")));
        return new AcknowledgementMessage(
                readTransaction(json),
                id,
                response.isPresent(),
                response.filter(JsonNode::isObject).map(ActivationJson::readDocument),
                Json.optional(json, "instance").map(MessageJson::readInvoker),
                json.path("isSystemError").asBoolean(false));
    }

    private static PingMessage readPing(JsonNode json) {
        List<RuntimeStatus> runtimes = new ArrayList<>();
        json.path("runtimes")
                .forEach(entry -> runtimes.add(new RuntimeStatus(
                        Json.text(entry, "kind"), Json.text(entry, "image"), Json.optionalText(entry, "unavailable"))));
        return new PingMessage(
                readInvoker(Json.required(json, "name")), json.path("isEnabled").asBoolean(true), runtimes);
    }

    private static InvokerId readInvoker(JsonNode json) {
        return new InvokerId(
                (int) Json.number(json, "instance"),
                megabytes(Json.text(json, "userMemory")),
                Json.optionalText(json, "uniqueName"),
                Json.optionalText(json, "displayedName"));
    }

    private static long megabytes(String size) {
        return Long.parseLong(size.replace(" B", "")) / (1024 * 1024);
    }
}
