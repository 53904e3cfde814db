package org.whirl.invoker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import org.whirl.spi.entity.Action;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.ActivationMessage;

/** The bodies of {@code /init} and {@code /run} (contract: action runtime, 2.1 and 3.1). */
final class Requests {
    private Requests() {}

    /**
     * The body that loads code.
     *
     * @param code the code as a JSON text in UTF-8, made ahead because it may be large; empty for none
     */
    static Buffer init(Job job, byte[] code, long deadline) {
        ObjectNode value = Json.object()
                .put("name", job.action().name().value())
                .put("main", job.action().exec().main().orElse("main"))
                .put("binary", job.action().exec().binary());
        value.set("env", environment(job, deadline));
        byte[] rest = Json.bytes(value);
        Buffer body = Buffer.buffer(rest.length + code.length + 32).appendString("{\"value\":");
        if (code.length == 0) {
            return body.appendBytes(rest).appendByte((byte) '}');
        }
        return body.appendString("{\"code\":")
                .appendBytes(code)
                .appendByte((byte) ',')
                .appendBytes(rest, 1, rest.length - 1)
                .appendByte((byte) '}');
    }

    private static ObjectNode environment(Job job, long deadline) {
        ActivationMessage message = job.message();
        ObjectNode environment = Json.object();
        message.content().ifPresent(content -> message.initArguments().forEach(name -> {
            JsonNode argument = content.get(name);
            if (argument != null) {
                environment.put(name, variable(argument));
            }
        }));
        environment.put("__OW_NAMESPACE", message.user().namespace());
        environment.put("__OW_ACTION_NAME", "/" + message.action());
        environment.put("__OW_ACTION_VERSION", job.action().version().toString());
        environment.put("__OW_ACTIVATION_ID", message.activationId().value());
        environment.put("__OW_TRANSACTION_ID", message.transaction().id());
        environment.put("__OW_DEADLINE", Long.toString(deadline));
        if (passesKey(job.action())) {
            environment.put("__OW_API_KEY", message.user().credentials().pair());
        }
        return environment;
    }

    /** Environment variables are text: a text is itself, {@code null} is empty, all else is its JSON. */
    private static String variable(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        return value.isNull() ? "" : Json.text(value);
    }

    /** Actions that lack the annotation are very old ones, which expect the key. */
    private static boolean passesKey(Action action) {
        return action.annotations().isTruthy("provide-api-key", true);
    }

    /** The body that runs the code once. */
    static Buffer run(Job job, long deadline) {
        ActivationMessage message = job.message();
        ObjectNode body = Json.object();
        body.set("value", arguments(message));
        body.put("namespace", message.user().namespace());
        body.put("action_name", "/" + message.action());
        body.put("action_version", job.action().version().toString());
        body.put("activation_id", message.activationId().value());
        body.put("transaction_id", message.transaction().id());
        body.put("deadline", Long.toString(deadline));
        if (passesKey(job.action())) {
            body.put("api_key", message.user().credentials().pair());
        }
        return Buffer.buffer(Json.bytes(body));
    }

    private static JsonNode arguments(ActivationMessage message) {
        JsonNode content = message.content().orElseGet(Json::object);
        if (message.initArguments().isEmpty() || !content.isObject()) {
            return content;
        }
        ObjectNode rest = content.deepCopy();
        return rest.remove(message.initArguments());
    }
}
