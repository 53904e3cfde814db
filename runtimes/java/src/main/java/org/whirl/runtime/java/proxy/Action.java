package org.whirl.runtime.java.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The one action of this container: loaded once, then run one activation at a time unless the platform allows more. */
final class Action {
    private final Logs logs;
    private final ReentrantLock turn = new ReentrantLock(true);
    private Environment environment;
    private volatile EntryPoint entry;
    private volatile boolean concurrent;

    Action(Logs logs) {
        this.logs = logs;
    }

    /** Loads what the first request needs. */
    void prepare() {
        environment();
        try {
            byte[] sample = "{\"value\":{\"a\":[1,\"b\",true,null]}}".getBytes(UTF_8);
            Json.write(Json.read(new ByteArrayInputStream(sample)));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized Environment environment() {
        if (environment == null) {
            environment = Environment.open();
        }
        return environment;
    }

    Answer initialise(Message message) {
        turn.lock();
        try {
            if (entry != null) {
                logs.complain(Answer.TWICE);
                return Answer.fixed(403, Answer.TWICE);
            }
            Code code = Code.of(message.object());
            return code.text().isEmpty() ? Answer.NO_CODE : load(code);
        } catch (JsonParseException unreadable) {
            return Message.unreadable(unreadable);
        } finally {
            turn.unlock();
        }
    }

    private Answer load(Code code) {
        try {
            environment().addAll(code.variables());
            entry = code.binary() ? JarLoader.load(code) : SourceLoader.load(code);
            concurrent = "true".equalsIgnoreCase(System.getenv("__OW_ALLOW_CONCURRENT"));
            return Answer.OK;
        } catch (CompilationException wrong) {
            logs.sentinels();
            return Answer.failure(502, wrong);
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError failure) {
            Failures.report(failure);
            logs.sentinels();
            return Answer.failure(502, failure);
        }
    }

    Answer run(Message message) {
        boolean alone = !concurrent;
        if (alone) {
            turn.lock();
            if (concurrent) { // since then
                turn.unlock();
                alone = false;
            }
        }
        try {
            return entry == null ? Answer.UNINITIALISED : run(entry, message);
        } finally {
            if (alone) {
                turn.unlock();
            }
        }
    }

    private Answer run(EntryPoint action, Message message) {
        JsonElement argument;
        try {
            argument = argument(message.objectOrNothing());
        } catch (JsonParseException invalid) {
            return Message.unreadable(invalid);
        }
        Answer answer;
        if (argument.isJsonPrimitive()) {
            answer = Answer.NO_ARGUMENT;
        } else {
            Thread.currentThread().setContextClassLoader(action.loader());
            answer = call(action, argument);
        }
        logs.sentinels();
        return answer;
    }

    /** Makes the request's metadata visible, and answers its argument. */
    private JsonElement argument(JsonObject fields) {
        environment().addMetadata(fields);
        JsonElement value = fields.get("value");
        return value == null || value.isJsonNull() ? new JsonObject() : value;
    }

    private static Answer call(EntryPoint action, JsonElement argument) {
        Object result;
        try {
            result = action.call(argument);
        } catch (Throwable thrown) {
            Failures.report(thrown);
            return Answer.error(
                    502,
                    "An error has occurred while invoking the action (see logs for details): "
                            + Failures.describe(thrown));
        }
        try {
            JsonElement json = json(result);
            return json.isJsonPrimitive() ? Answer.NO_DICTIONARY : new Answer(200, Json.write(json));
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            String reason = Failures.describe(failure);
            System.err.println("The result cannot be turned into JSON: " + reason);
            return Answer.error(502, "The action returned a value that is not JSON: " + reason);
        }
    }

    /** A scalar stands for all that is neither object nor array. */
    private static JsonElement json(Object result) {
        if (result == null || result instanceof JsonNull) {
            return new JsonObject();
        }
        if (result instanceof JsonElement json) {
            return json;
        }
        return result instanceof Map || result instanceof Collection || result instanceof Object[]
                ? Json.fromPlain(result)
                : new JsonPrimitive(false);
    }
}
