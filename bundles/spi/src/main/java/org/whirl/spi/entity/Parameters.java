package org.whirl.spi.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An ordered list of named values without repeated names: the parameters of an entity, or its annotations. A repeated
 * key keeps its first place and takes its last value. Immutable.
 */
public final class Parameters {
    /** No values. */
    public static final Parameters EMPTY = new Parameters(new LinkedHashMap<>());

    private final Map<String, Parameter> byKey;

    private Parameters(LinkedHashMap<String, Parameter> byKey) {
        this.byKey = byKey;
    }

    /** The given values in their order. */
    public static Parameters of(List<Parameter> values) {
        return EMPTY.with(values);
    }

    /** These values overlaid by the other's; keys that are new come last. */
    public Parameters merge(Parameters over) {
        if (over.byKey.isEmpty()) {
            return this;
        }
        return byKey.isEmpty() ? over : with(over.byKey.values());
    }

    /** These values with one of them set. */
    public Parameters with(String key, JsonNode value) {
        return with(List.of(Parameter.of(key, value)));
    }

    private Parameters with(Collection<Parameter> values) {
        LinkedHashMap<String, Parameter> merged = new LinkedHashMap<>(byKey);
        values.forEach(value -> merged.put(value.key(), value));
        return new Parameters(merged);
    }

    /** These values without the named ones. */
    public Parameters without(Collection<String> keys) {
        LinkedHashMap<String, Parameter> rest = new LinkedHashMap<>(byKey);
        rest.keySet().removeAll(keys);
        return new Parameters(rest);
    }

    /** The value of a key. */
    public Optional<JsonNode> get(String key) {
        return Optional.ofNullable(byKey.get(key)).map(Parameter::value);
    }

    /** Whether the value of a key is exactly {@code true}. */
    public boolean isTrue(String key) {
        return get(key).filter(BooleanNode.TRUE::equals).isPresent();
    }

    /**
     * Whether the value of a key counts as true: {@code true}, a number that is not zero, a text that is not empty.
     *
     * @param absent what an absent key counts as
     */
    public boolean isTruthy(String key, boolean absent) {
        return get(key).map(Parameters::isTruthy).orElse(absent);
    }

    private static boolean isTruthy(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.decimalValue().signum() != 0;
            case STRING -> !value.textValue().isEmpty();
            default -> false;
        };
    }

    /** Whether there are no values. */
    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** The values in order. */
    public Stream<Parameter> stream() {
        return byKey.values().stream();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters parameters
                && List.copyOf(byKey.values()).equals(List.copyOf(parameters.byKey.values()));
    }

    @Override
    public int hashCode() {
        return byKey.hashCode();
    }

    @Override
    public String toString() {
        return byKey.keySet().toString();
    }
}
