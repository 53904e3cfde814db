package org.whirl.runtime.java.proxy;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request. It is understood while it comes in, since there may be no room for a second copy of large code.
 *
 * @param value what it says; JSON null when it could not be read
 * @param refusal the answer to a body that could not be read, null for any other
 * @param isEmpty whether there was no body
 */
record Message(JsonElement value, Answer refusal, boolean isEmpty) {
    /** Stands for a body that is larger than allowed. */
    static final Message TOO_LARGE = new Message(null, Answer.TOO_LARGE, false);

    /** Reads it to its end. */
    static Message read(InputStream body, boolean empty) throws IOException {
        try {
            return empty ? new Message(JsonNull.INSTANCE, null, true) : new Message(Json.read(body), null, false);
        } catch (IOException | JsonParseException | IllegalStateException | StackOverflowError invalid) {
            return new Message(null, unreadable(invalid), false);
        } catch (OutOfMemoryError tooLarge) {
            return TOO_LARGE;
        } finally {
            body.skip(Long.MAX_VALUE);
        }
    }

    /** The body of an init request; fails with a reason. */
    JsonObject object() {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new JsonSyntaxException("it must be an object");
    }

    /** The body of a run, of which some kinds of nothing stand for an object. */
    JsonObject objectOrNothing() {
        return isEmpty || value.isJsonArray() ? new JsonObject() : object();
    }

    static Answer unreadable(Throwable reason) {
        return Answer.error(400, "Error unmarshaling request: " + Failures.describe(reason));
    }
}
