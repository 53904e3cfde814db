package org.whirl.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.whirl.spi.balancer.InvokerHealth;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.json.Json;
import org.whirl.spi.json.LimitsJson;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.runtime.RuntimeStatus;
import org.whirl.spi.store.ActivationStore;

/** Runs actions as Java code: by default they return their arguments. */
final class FakeLoadBalancer implements LoadBalancer {
    private final ActivationStore store;
    private final Map<String, Function<ActivationMessage, Publication>> actions = new ConcurrentHashMap<>();
    final List<ActivationMessage> messages = new CopyOnWriteArrayList<>();
    volatile int active;
    volatile List<InvokerHealth> invokers = List.of();

    FakeLoadBalancer(ActivationStore store) {
        this.store = store;
    }

    /** One healthy invoker that can run these kinds. */
    void offer(String... kinds) {
        List<RuntimeStatus> statuses = List.of(kinds).stream()
                .map(kind -> new RuntimeStatus(kind, "example/" + kind.replace(":", ""), Optional.empty()))
                .toList();
        InvokerId id = new InvokerId(0, 2048, Optional.empty(), Optional.empty());
        invokers = List.of(new InvokerHealth(id, InvokerHealth.State.HEALTHY, 2048, statuses));
    }

    /** What publishing an action of that name does. */
    void define(String name, Function<ActivationMessage, Publication> behaviour) {
        actions.put(name, behaviour);
    }

    /** An action of that name answers what this makes of its arguments. */
    void compute(String name, UnaryOperator<JsonNode> code) {
        define(name, message -> finished(record(message, response(code.apply(content(message))))));
    }

    static JsonNode content(ActivationMessage message) {
        return message.content().orElseGet(Json::object);
    }

    /** As an invoker judges the result of an action. */
    static ActivationResponse response(JsonNode result) {
        return result.has("error")
                ? ActivationResponse.failure(Outcome.APPLICATION_ERROR, result.get("error"), Optional.of(14L))
                : new ActivationResponse(Outcome.SUCCESS, Optional.of(result), Optional.of(14L));
    }

    /** An action of that name ends so. */
    void respond(String name, ActivationResponse response) {
        define(name, message -> finished(record(message, response)));
    }

    @Override
    public Publication publish(Action action, ActivationMessage message) {
        messages.add(message);
        return actions.getOrDefault(action.name().value(), this::echo).apply(message);
    }

    private Publication echo(ActivationMessage message) {
        return finished(record(message, response(content(message))));
    }

    /** The record that an invoker would make, kept in the store. */
    Activation record(ActivationMessage message, ActivationResponse response) {
        long now = System.currentTimeMillis();
        Parameters annotations = Parameters.EMPTY
                .with("path", TextNode.valueOf(message.action().toString()))
                .with("waitTime", IntNode.valueOf(1))
                .with("kind", TextNode.valueOf("nodejs:20"))
                .with("timeout", BooleanNode.FALSE)
                .with("limits", LimitsJson.write(ActionLimits.DEFAULT));
        if (message.cause().isPresent()) {
            annotations = annotations.with("causedBy", TextNode.valueOf("sequence"));
        }
        Activation record = new Activation(
                message.user().namespace(),
                message.action().name(),
                message.version(),
                message.user().subject(),
                message.activationId(),
                now,
                Optional.of(now + 42),
                Optional.of(40L),
                message.cause(),
                response,
                List.of(),
                annotations);
        store.put(record.withLogs(List.of("2026-09-21T14:13:21.010203405Z stdout: hello")));
        return record;
    }

    static Publication finished(Activation record) {
        return new Publication(
                CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(Optional.of(record)));
    }

    @Override
    public String controller() {
        return "0";
    }

    @Override
    public int activeActivationsFor(String namespace) {
        return active;
    }

    @Override
    public List<InvokerHealth> invokers() {
        return invokers;
    }
}
