package org.whirl.runtime.java.proxy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** The static methods of one name in one class, of which each activation gets the one that takes its argument. */
final class EntryPoint {
    private final Class<?> type;
    private final List<Method> methods;

    private EntryPoint(Class<?> type, List<Method> methods) {
        this.type = type;
        this.methods = methods;
    }

    /** Looks without running any code of the class; fails when no method there can be an action. */
    static EntryPoint of(Class<?> type, String name) throws NoSuchMethodException {
        List<Method> methods = new ArrayList<>();
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Method method : owner.getDeclaredMethods()) {
                if (method.getName().equals(name) && isAction(method)) {
                    method.setAccessible(true);
                    methods.add(method);
                }
            }
        }
        if (methods.isEmpty()) {
            throw new NoSuchMethodException(type.getName() + " needs a method 'public static JsonObject " + name
                    + "(JsonObject)', of com.google.gson");
        }
        return new EntryPoint(type, methods);
    }

    /** Whether a class has such a method. */
    static boolean isIn(Class<?> type, String name) {
        try {
            return !of(type, name).methods.isEmpty();
        } catch (NoSuchMethodException missing) {
            return false;
        }
    }

    private static boolean isAction(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic()
                && parameters.length == 1
                && (takes(parameters[0], new JsonObject()) || takes(parameters[0], new JsonArray()));
    }

    private static boolean takes(Class<?> parameter, JsonElement argument) {
        return parameter.isInstance(argument)
                || parameter == (argument.isJsonArray() ? List.class : Map.class)
                || parameter == Collection.class && argument.isJsonArray();
    }

    /** The class loader of the code. */
    ClassLoader loader() {
        return type.getClassLoader();
    }

    /** Calls the action, and waits for what it promises. */
    Object call(JsonElement argument) throws Throwable {
        try {
            for (Method method : methods) {
                Class<?> parameter = method.getParameterTypes()[0];
                if (takes(parameter, argument)) {
                    return await(method.invoke(
                            null, JsonElement.class.isAssignableFrom(parameter) ? argument : Json.toPlain(argument)));
                }
            }
        } catch (InvocationTargetException | ExecutionException thrown) {
            throw thrown.getCause();
        }
        throw new IllegalArgumentException(methods.get(0).toGenericString() + " takes no "
                + (argument.isJsonArray() ? "JSON array" : "JSON object"));
    }

    private static Object await(Object result) throws ExecutionException, InterruptedException {
        return result instanceof CompletionStage<?> stage
                ? stage.toCompletableFuture().get()
                : result;
    }
}
