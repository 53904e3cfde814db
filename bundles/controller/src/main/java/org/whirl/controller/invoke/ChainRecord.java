package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.Parameter;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.json.LimitsJson;

/**
 * Collects what the record of a sequence or composition needs of its parts (contract: sequences, 2.4 and 3.5). Used by
 * one thread at a time.
 */
final class ChainRecord {
    private static final String LIMITS = "limits";
    private static final String MEMORY = "memory";

    private final Invocation invocation;
    private final ActivationId id;
    private final long start = System.currentTimeMillis();
    private final List<String> logs = new ArrayList<>();
    private long duration;
    private int memory;

    /** Memory is what the record reports if no part has more; 0 for no limits at all without parts. */
    ChainRecord(Invocation invocation, ActivationId id, int memory) {
        this.invocation = invocation;
        this.id = id;
        this.memory = memory;
    }

    /** A part that ended. */
    void add(Activation part) {
        logs.add(part.activationId().value());
        duration += part.duration().orElseGet(() -> part.end().orElse(part.start()) - part.start());
        memory = Math.max(
                memory,
                part.annotations()
                        .get(LIMITS)
                        .map(limits -> limits.path(MEMORY).asInt())
                        .orElse(0));
    }

    /** A part that was never heard of again. */
    void addLost(ActivationId part) {
        logs.add(part.value());
    }

    /** The record, at the end of all parts. */
    Activation end(ActivationResponse response, boolean conductor) {
        Action action = invocation.action().value();
        return new Activation(
                invocation.caller().namespace(),
                action.name(),
                action.version(),
                invocation.caller().subject(),
                id,
                start,
                Optional.of(System.currentTimeMillis()),
                Optional.of(duration),
                invocation.cause(),
                response,
                logs,
                annotations(action, conductor));
    }

    private Parameters annotations(Action action, boolean conductor) {
        List<Parameter> annotations = new ArrayList<>();
        add(annotations, "topmost", BooleanNode.valueOf(invocation.cause().isEmpty()));
        add(annotations, "path", TextNode.valueOf(action.fullyQualifiedName().toString()));
        add(annotations, "kind", TextNode.valueOf(Exec.SEQUENCE));
        long waited = start - invocation.transaction().start();
        add(annotations, "waitTime", LongNode.valueOf(Math.max(0, waited)));
        if (conductor) {
            add(annotations, "conductor", BooleanNode.TRUE);
        }
        if (memory > 0) {
            add(annotations, LIMITS, LimitsJson.write(action.limits()).put(MEMORY, memory));
        }
        invocation.cause().ifPresent(cause -> add(annotations, "causedBy", TextNode.valueOf(Exec.SEQUENCE)));
        invocation.place().binding().ifPresent(name -> add(annotations, "binding", TextNode.valueOf(name)));
        return Parameters.of(annotations);
    }

    private static void add(List<Parameter> annotations, String key, JsonNode value) {
        annotations.add(Parameter.of(key, value));
    }
}
