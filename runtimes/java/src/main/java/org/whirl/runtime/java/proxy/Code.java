package org.whirl.runtime.java.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSyntaxException;
import java.util.Base64;

/**
 * What an init request brings.
 *
 * @param text source text, or a jar in base64
 * @param binary whether it is a jar
 * @param main where it begins, empty when the user has not said
 * @param variables the environment
 */
record Code(String text, boolean binary, String main, JsonObject variables) {
    /** What the platform sends for a {@code main} that the user has not set. */
    static final String UNSET_MAIN = "main";

    /** Reads it; fails on what is no init request. */
    static Code of(JsonObject message) {
        JsonElement value = message.get("value");
        if (value == null || value.isJsonNull()) {
            return new Code("", false, "", new JsonObject());
        }
        if (!(value instanceof JsonObject fields)) {
            throw new JsonSyntaxException("its value must be an object");
        }
        JsonElement binary = fields.get("binary");
        return new Code(
                text(fields, "code"),
                binary != null && binary.isJsonPrimitive() && binary.getAsBoolean(),
                text(fields, "main").trim(),
                fields.get("env") instanceof JsonObject variables ? variables : new JsonObject());
    }

    private static String text(JsonObject fields, String name) {
        JsonElement value = fields.get(name);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw new JsonSyntaxException(name + " must be a string");
        }
        return value.getAsString();
    }

    /** The bytes of a jar. */
    byte[] bytes() {
        return Base64.getDecoder().decode(text.getBytes(UTF_8));
    }

    /** The class of {@code main}, empty when there is none. */
    String className() {
        int hash = main.indexOf('#');
        String name = hash < 0 ? main : main.substring(0, hash);
        return name.equals(UNSET_MAIN) ? "" : name;
    }

    /** The method of {@code main}. */
    String methodName() {
        int hash = main.indexOf('#');
        return hash < 0 || hash == main.length() - 1 ? UNSET_MAIN : main.substring(hash + 1);
    }
}
