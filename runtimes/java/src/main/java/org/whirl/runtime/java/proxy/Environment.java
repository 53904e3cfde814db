package org.whirl.runtime.java.proxy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.Field;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The process's environment as {@link System#getenv} shows it. Java has no way to change it, yet the contract wants every
 * activation's metadata there, so its two maps are changed behind Java's back. That takes the packages {@code java.lang}
 * and {@code java.util} to be open to the proxy. A child process gets the changes too, if its {@code environment()} has
 * been asked for; else it inherits what the process was started with.
 */
final class Environment {
    private final Map<String, String> visible;
    private final Map<String, String> inherited;

    private Environment(Map<String, String> visible, Map<String, String> inherited) {
        this.visible = visible;
        this.inherited = inherited;
    }

    /** Fails where the Java in use has other internals or keeps them closed. */
    static Environment open() {
        try {
            Map<String, String> unmodifiable = System.getenv();
            Field wrapped = unmodifiable.getClass().getDeclaredField("m");
            wrapped.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<String, String> inherited = (Map<String, String>) wrapped.get(unmodifiable);
            // Read by any thread at any time, which the original map is not made for.
            Map<String, String> visible = new ConcurrentHashMap<>(inherited);
            wrapped.set(unmodifiable, visible);
            return new Environment(visible, inherited);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            throw new IllegalStateException(
                    "The environment is closed; java needs --add-opens for java.base/java.lang and java.base/java.util",
                    closed);
        }
    }

    /** Adds the variables of an init request. */
    void addAll(JsonObject variables) {
        for (Map.Entry<String, JsonElement> variable : variables.entrySet()) {
            set(variable.getKey(), text(variable.getValue()));
        }
    }

    /** Adds the metadata of a run, which is all but its argument. */
    void addMetadata(JsonObject message) {
        for (Map.Entry<String, JsonElement> field : message.entrySet()) {
            if (!field.getKey().equals("value")) {
                set("__OW_" + field.getKey().toUpperCase(Locale.ROOT), text(field.getValue()));
            }
        }
    }

    /** Both what user code reads and what its child processes inherit. */
    private synchronized void set(String name, String value) {
        try {
            inherited.put(name, value);
            visible.put(name, value);
        } catch (IllegalArgumentException impossible) {
            // A name that no system can hold is not worth failing an activation for.
        }
    }

    /** The invoker's rule: null is empty, scalars are their text, the rest is JSON. */
    private static String text(JsonElement value) {
        if (value.isJsonNull()) {
            return "";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
