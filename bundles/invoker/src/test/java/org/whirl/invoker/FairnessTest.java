package org.whirl.invoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Stages.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.whirl.spi.container.FakeContainer;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.entity.NamespaceLimits.Size;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.Messages;
import org.whirl.spi.messaging.TransactionId;

/** What namespaces have of each other and of their own limits. The pool has room for two containers of 512 MB. */
public final class FairnessTest extends InvokerFixture {
    private static final ActionLimits HALF = new ActionLimits(60_000, 512, 10, 1, Optional.empty());

    private ActivationMessage invokeAs(String namespace, String name, String argument, NamespaceLimits limits) {
        Identity user = new Identity(namespace, namespace, Messages.GUEST.credentials(), limits);
        return send(new ActivationMessage(
                new TransactionId("transaction", 1_000),
                FullyQualifiedName.parse(name),
                SemanticVersion.FIRST,
                Optional.empty(),
                Optional.empty(),
                user,
                ActivationId.generate(),
                "0",
                true,
                Optional.of(Json.parseTrusted(argument.getBytes())),
                List.of(),
                Map.of(),
                Optional.empty()));
    }

    private ActivationMessage invokeAs(String namespace, String argument) {
        return invokeAs(namespace, namespace + "/a", argument, NamespaceLimits.NONE);
    }

    private static String held(int number) {
        return "{\"hold\":true,\"number\":" + number + "}";
    }

    private void answer(int index) {
        proxy.held().get(index).response().end("{}");
    }

    private List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode run : proxy.runs()) {
            numbers.add(run.at("/value/number").asInt());
        }
        return numbers;
    }

    private void recorded(String namespace, ActivationMessage message) {
        until(() -> await(activations.get(namespace, message.activationId())).isPresent());
    }

    @Test
    public void namespacesTakeTurnsAndKeepTheirOrder() {
        ActionLimits whole = new ActionLimits(60_000, 1024, 10, 1, Optional.empty());
        action("flood/a", "plain:1", whole, "code");
        action("quiet/a", "plain:1", whole, "code");
        for (int i = 0; i < 12; i++) {
            invokeAs("flood", held(i));
        }
        until(() -> proxy.held().size() == 1);
        for (int i = 100; i < 103; i++) {
            invokeAs("quiet", held(i));
        }
        // Each answer makes room for one more.
        for (int i = 0; i < 14; i++) {
            int answered = i;
            until(() -> proxy.held().size() == answered + 1);
            answer(i);
        }
        until(() -> proxy.held().size() == 15);
        List<Integer> order = numbers();
        assertThat(order).filteredOn(number -> number < 100).isSorted().hasSize(12);
        assertThat(order).filteredOn(number -> number >= 100).containsExactly(100, 101, 102);
        assertThat(order.indexOf(102)).as("turns in " + order).isLessThan(12);
    }

    @Test
    public void aFloodLeavesTheWarmContainerOfAQuietNamespaceAlone() {
        action("flood/a", "plain:1", HALF, "code");
        action("quiet/a", "plain:1", HALF, "code");
        recorded("quiet", invokeAs("quiet", "{}"));
        for (int i = 0; i < 5; i++) {
            invokeAs("flood", held(i));
        }
        until(() -> proxy.held().size() == 1);
        recorded("quiet", invokeAs("quiet", "{}"));
        assertThat(factory.containers()).hasSize(2).noneMatch(FakeContainer::isDestroyed);
        assertThat(proxy.inits()).hasSize(2);
    }

    @Test
    public void aNamespaceAloneMayHaveEverything() {
        action("flood/a", "plain:1", HALF, "code");
        for (int i = 0; i < 3; i++) {
            invokeAs("flood", held(i));
        }
        until(() -> proxy.held().size() == 2);
        assertThat(factory.containers()).hasSize(2);
    }

    @Test
    public void boundsOfTheCallersNamespaceAreCheckedInTheirOrder() {
        action("guest/a", "plain:1", new ActionLimits(60_000, 256, 10, 1, Optional.empty()), "code");
        NamespaceLimits limits = NamespaceLimits.NONE.with(Count.MAX_ACTION_LOGS, 5);
        refused(limits, "log size 10 MB exceeds allowed threshold of 5 MB");
        limits = limits.with(Count.MIN_ACTION_CONCURRENCY, 2);
        refused(limits, "concurrency 1 below allowed threshold of 2");
        limits = limits.with(Count.MAX_ACTION_MEMORY, 128);
        refused(limits, "memory size 256 MB exceeds allowed threshold of 128 MB");
        limits = limits.with(Count.MAX_ACTION_TIMEOUT, 1_000);
        refused(limits, "duration 60000 milliseconds exceeds allowed threshold of 1000 milliseconds");
        assertThat(factory.containers()).isEmpty();
    }

    private void refused(NamespaceLimits limits, String text) {
        Activation record = record(invokeAs("guest", "guest/a", "{}", limits));
        assertThat(record.response().outcome()).isEqualTo(Outcome.APPLICATION_ERROR);
        assertThat(result(record)).isEqualTo("{\"error\":\"requirement failed: " + text + "\"}");
    }

    @Test
    public void resultsAreHeldToTheNamespacesSizes() {
        action("guest/a", "plain:1", new ActionLimits(60_000, 256, 10, 1, Optional.empty()), "code");
        NamespaceLimits limits =
                NamespaceLimits.NONE.with(Size.MAX_PAYLOAD_SIZE, 20).with(Size.TRUNCATION_SIZE, 5);
        assertThat(result(record(invokeAs("guest", "guest/a", "{\"a\":\"1234567890123456\"}", limits))))
                .isEqualTo("{\"error\":\"The action produced a response that exceeded the allowed length:"
                        + " 24 > 20 bytes. The truncated response was: {\\\"a\\\":\"}");
        assertThat(result(record(invokeAs("guest", "guest/a", "{\"a\":1}", limits))))
                .isEqualTo("{\"a\":1}");
    }
}
