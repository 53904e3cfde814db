package org.whirl.invoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Stages.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.whirl.spi.container.FakeContainerFactory;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.Exec.CodeExec;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.AcknowledgementMessage;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.messaging.MemoryMessaging;
import org.whirl.spi.messaging.Messages;
import org.whirl.spi.messaging.PingMessage;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.store.MemoryActivationStore;
import org.whirl.spi.store.MemoryArtifactStore;
import org.whirl.spi.store.Samples;

/** An invoker on its own: real HTTP to a proxy of the test, everything else pretended. */
abstract class InvokerFixture {
    static final RuntimeManifest UNMARKED =
            new RuntimeManifest("plain:1", "plain", true, false, false, false, true, List.of(), Optional.empty());
    static final RuntimeManifest MARKED = RuntimeManifest.of("marked:1", "marked");

    final Vertx vertx = Vertx.vertx();
    final MemoryMessaging messaging = new MemoryMessaging();
    final MemoryArtifactStore artifacts = new MemoryArtifactStore();
    final MemoryActivationStore activations = new MemoryActivationStore();
    final FakeProxy proxy = new FakeProxy(vertx);
    final FakeContainerFactory factory = new FakeContainerFactory().listeningAt(proxy.address());
    InvokerComponent invoker;

    @Before
    public void start() {
        start(1024, Duration.ofMinutes(10), UNMARKED, MARKED);
    }

    final void start(long memory, Duration idle, RuntimeManifest... manifests) {
        start(settings(memory, Duration.ZERO, idle, Duration.ofMinutes(1)), manifests);
    }

    static Settings settings(long memory, Duration pause, Duration idle, Duration stemCheck) {
        InvokerId id = new InvokerId(0, memory, Optional.empty(), Optional.empty());
        return new Settings(id, "http://host", 100, 1_000, pause, idle, stemCheck, Duration.ofMillis(200));
    }

    final void start(Settings settings, RuntimeManifest... manifests) {
        invoker = new InvokerComponent(settings, vertx, messaging);
        invoker.artifacts = artifacts;
        invoker.activations = activations;
        invoker.bindFactory(factory);
        invoker.addRuntime(() -> List.of(manifests));
        // The pings tell when the runtimes are ready.
        until(() -> pings().stream()
                .anyMatch(ping -> ping.runtimes().size() == manifests.length
                        && ping.runtimes().stream().allMatch(runtime -> runtime.isAvailable())));
    }

    final List<PingMessage> pings() {
        return messaging.unread("health").stream().map(PingMessage.class::cast).toList();
    }

    final int offeredKinds() {
        List<PingMessage> all = pings();
        return all.get(all.size() - 1).runtimes().size();
    }

    @After
    public void stop() {
        invoker.close();
        await(vertx.close().toCompletionStage());
    }

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    final void action(String name, String kind, ActionLimits limits, String code) {
        Action sample = Samples.action(name, 1, code);
        CodeExec exec = new CodeExec(kind, sample.exec().code(), Optional.empty(), false);
        await(artifacts.put(
                new Action(
                        sample.namespace(),
                        sample.name(),
                        sample.version(),
                        false,
                        1,
                        exec,
                        sample.parameters(),
                        limits,
                        sample.annotations()
                                .with("provide-api-key", Json.object().booleanNode(false))),
                Optional.empty()));
    }

    final ActivationMessage invoke(String action, String argument) {
        return send(Messages.activation(action, true, Json.parseTrusted(argument.getBytes()), List.of()));
    }

    final ActivationMessage send(ActivationMessage message) {
        await(messaging.send("invoker0", message));
        return message;
    }

    final Activation record(ActivationMessage message) {
        until(() -> await(activations.get("guest", message.activationId())).isPresent());
        return await(activations.get("guest", message.activationId())).orElseThrow();
    }

    final List<AcknowledgementMessage> acknowledgements(ActivationMessage message) {
        return messaging.unread("completed0").stream()
                .map(AcknowledgementMessage.class::cast)
                .filter(each -> each.activationId().equals(message.activationId()))
                .toList();
    }

    static String result(Activation activation) {
        return Json.text(activation.response().result().orElseThrow());
    }

    static Optional<String> annotation(Activation activation, String key) {
        return activation.annotations().get(key).map(JsonNode::asText);
    }
}
