package org.whirl.runtime.java.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param body JSON
 */
record Answer(int status, byte[] body) {
    static final Answer OK = new Answer(200, "{\"ok\":true}".getBytes(UTF_8));
    static final Answer NO_CODE = fixed(403, "Missing main/no code to execute.");
    static final Answer UNINITIALISED = fixed(403, "Cannot invoke an uninitialized action.");
    static final Answer EXITED = fixed(400, "command exited");
    static final Answer SHUTTING_DOWN = fixed(503, "The container is shutting down. Nothing was executed.");
    static final Answer QUEUE_FULL = fixed(503, "Too many activations wait for this container. Nothing was executed.");
    static final Answer NO_DICTIONARY = fixed(502, "The action did not return a dictionary or array.");
    static final Answer NO_ARGUMENT = fixed(502, "The action did not receive a dictionary or array as an argument.");
    static final Answer TOO_LARGE = fixed(
            413,
            "The request body is larger than this container can take, which is at most " + Http.MOST_BODY_BYTES
                    + " bytes. Send less code or fewer arguments.");
    static final String TWICE = "Cannot initialize the action more than once.";

    /** An error whose text needs no escaping; does without the JSON library, which is loaded later. */
    static Answer fixed(int status, String text) {
        return new Answer(status, ("{\"error\":\"" + text + "\"}").getBytes(UTF_8));
    }

    /** An error with any text. */
    static Answer error(int status, String text) {
        JsonObject error = new JsonObject();
        error.addProperty("error", text);
        return new Answer(status, error.toString().getBytes(UTF_8));
    }

    /** An error for something thrown that has been written to the log. */
    static Answer failure(int status, Throwable thrown) {
        return error(status, "An error has occurred (see logs for details): " + Failures.describe(thrown));
    }
}
