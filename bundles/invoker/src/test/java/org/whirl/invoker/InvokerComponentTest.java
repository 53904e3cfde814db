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
import org.junit.Test;
import org.whirl.spi.container.Container.Exit;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;
import org.whirl.spi.container.FakeContainer;
import org.whirl.spi.container.FakeContainerFactory;
import org.whirl.spi.container.OutputStreamName;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.Exec.CodeExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.AcknowledgementMessage;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.messaging.MemoryMessaging;
import org.whirl.spi.messaging.Messages;
import org.whirl.spi.messaging.PingMessage;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.runtime.StemCell;
import org.whirl.spi.store.MemoryActivationStore;
import org.whirl.spi.store.MemoryArtifactStore;
import org.whirl.spi.store.Samples;

public final class InvokerComponentTest {
    private static final RuntimeManifest UNMARKED =
            new RuntimeManifest("plain:1", "plain", true, false, false, false, true, List.of(), Optional.empty());
    private static final RuntimeManifest MARKED = RuntimeManifest.of("marked:1", "marked");

    private final Vertx vertx = Vertx.vertx();
    private final MemoryMessaging messaging = new MemoryMessaging();
    private final MemoryArtifactStore artifacts = new MemoryArtifactStore();
    private final MemoryActivationStore activations = new MemoryActivationStore();
    private final FakeProxy proxy = new FakeProxy(vertx);
    private final FakeContainerFactory factory = new FakeContainerFactory().listeningAt(proxy.address());
    private InvokerComponent invoker;

    @Before
    public void start() {
        start(1024, Duration.ofMinutes(10), UNMARKED, MARKED);
    }

    private void start(long memory, Duration idle, RuntimeManifest... manifests) {
        InvokerId id = new InvokerId(0, memory, Optional.empty(), Optional.empty());
        invoker = new InvokerComponent(
                new Settings(id, "http://host", 100, 1_000, idle, Duration.ofMillis(200)), vertx, messaging);
        invoker.artifacts = artifacts;
        invoker.activations = activations;
        invoker.bindFactory(factory);
        invoker.addRuntime(() -> List.of(manifests));
        // The pings tell when the runtimes are ready.
        until(() -> pings().stream()
                .anyMatch(ping -> ping.runtimes().size() == manifests.length
                        && ping.runtimes().stream().allMatch(runtime -> runtime.isAvailable())));
    }

    private List<PingMessage> pings() {
        return messaging.unread("health").stream().map(PingMessage.class::cast).toList();
    }

    private int offeredKinds() {
        List<PingMessage> all = pings();
        return all.get(all.size() - 1).runtimes().size();
    }

    @After
    public void stop() {
        invoker.close();
        await(vertx.close().toCompletionStage());
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void action(String name, String kind, ActionLimits limits, String code) {
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

    private ActivationMessage invoke(String action, String argument) {
        return send(Messages.activation(action, true, Json.parseTrusted(argument.getBytes()), List.of()));
    }

    private ActivationMessage send(ActivationMessage message) {
        await(messaging.send("invoker0", message));
        return message;
    }

    private Activation record(ActivationMessage message) {
        until(() -> await(activations.get("guest", message.activationId())).isPresent());
        return await(activations.get("guest", message.activationId())).orElseThrow();
    }

    private List<AcknowledgementMessage> acknowledgements(ActivationMessage message) {
        return messaging.unread("completed0").stream()
                .map(AcknowledgementMessage.class::cast)
                .filter(each -> each.activationId().equals(message.activationId()))
                .toList();
    }

    private static String result(Activation activation) {
        return Json.text(activation.response().result().orElseThrow());
    }

    private static Optional<String> annotation(Activation activation, String key) {
        return activation.annotations().get(key).map(JsonNode::asText);
    }

    @Test
    public void aColdActivationLoadsAndRuns() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        ActivationMessage message = send(Messages.activation(
                "guest/a", true, Json.parseTrusted("{\"x\":1,\"once\":{\"k\":[1]}}".getBytes()), List.of("once")));
        Activation record = record(message);
        assertThat(record.response().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(result(record)).isEqualTo("{\"x\":1}");
        assertThat(annotation(record, "path")).contains("guest/a");
        assertThat(annotation(record, "kind")).contains("plain:1");
        assertThat(annotation(record, "timeout")).contains("false");
        assertThat(record.annotations().get("initTime")).isPresent();
        assertThat(record.annotations().get("waitTime")).isPresent();
        JsonNode init = proxy.inits().get(0).path("value");
        assertThat(init.path("code").asText()).isEqualTo("code");
        assertThat(init.path("main").asText()).isEqualTo("main");
        assertThat(init.path("env").path("once").asText()).isEqualTo("{\"k\":[1]}");
        assertThat(init.path("env").path("__OW_ACTION_NAME").asText()).isEqualTo("/guest/a");
        assertThat(init.path("env").has("__OW_API_KEY")).isFalse();
        JsonNode run = proxy.runs().get(0);
        assertThat(run.path("namespace").asText()).isEqualTo("guest");
        assertThat(run.path("deadline").isTextual()).isTrue();
        assertThat(run.has("api_key")).isFalse();
        assertThat(acknowledgements(message))
                .extracting(each -> each.result() + " " + each.invoker().isPresent())
                .containsExactly("true false", "false true");
    }

    @Test
    public void aWarmContainerIsUsedAgainOnlyForTheSameRevision() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "one");
        record(invoke("guest/a", "{}"));
        Activation second = record(invoke("guest/a", "{}"));
        assertThat(second.annotations().get("initTime")).isEmpty();
        assertThat(factory.containers()).hasSize(1);
        await(artifacts
                .get(FullyQualifiedName.parse("guest/a"))
                .thenCompose(stored -> artifacts.put(
                        stored.orElseThrow().value(),
                        Optional.of(stored.orElseThrow().revision()))));
        record(invoke("guest/a", "{}"));
        assertThat(factory.containers()).hasSize(2);
    }

    @Test
    public void aSlowActionBlocksNobody() {
        action("guest/slow", "plain:1", ActionLimits.DEFAULT, "code");
        action("guest/fast", "plain:1", ActionLimits.DEFAULT, "code");
        invoke("guest/slow", "{\"hold\":true}");
        until(() -> proxy.held().size() == 1);
        record(invoke("guest/fast", "{}"));
    }

    @Test
    public void idleContainersGoWhenMemoryIsShortAndWorkWaitsWhenNoneIsIdle() {
        ActionLimits half = new ActionLimits(60_000, 512, 10, 1, Optional.empty());
        for (String name : List.of("guest/a", "guest/b", "guest/c")) {
            action(name, "plain:1", half, "code");
        }
        record(invoke("guest/a", "{}"));
        record(invoke("guest/b", "{}"));
        record(invoke("guest/a", "{}"));
        record(invoke("guest/c", "{}"));
        assertThat(factory.containers()).extracting(FakeContainer::isDestroyed).containsExactly(false, true, false);
        invoke("guest/a", "{\"hold\":true}");
        invoke("guest/c", "{\"hold\":true}");
        until(() -> proxy.held().size() == 2);
        ActivationMessage waiting = invoke("guest/b", "{}");
        proxy.held().get(0).response().end("{}");
        record(waiting);
    }

    @Test
    public void oneContainerRunsAsManyAtOnceAsTheActionAllows() {
        action("guest/a", "plain:1", new ActionLimits(60_000, 256, 10, 3, Optional.empty()), "code");
        for (int i = 0; i < 4; i++) {
            invoke("guest/a", "{\"hold\":true}");
        }
        until(() -> proxy.held().size() == 4);
        assertThat(factory.containers()).hasSize(2);
        assertThat(proxy.inits()).hasSize(2);
    }

    @Test
    public void theTimeLimitEndsTheRunAndTheContainer() {
        action("guest/a", "plain:1", new ActionLimits(200, 256, 10, 1, Optional.empty()), "code");
        Activation record = record(invoke("guest/a", "{\"hold\":true}"));
        assertThat(record.response().outcome()).isEqualTo(Outcome.DEVELOPER_ERROR);
        assertThat(result(record))
                .isEqualTo("{\"error\":\"The action exceeded its time limits of 200 milliseconds.\"}");
        assertThat(annotation(record, "timeout")).contains("true");
        assertThat(record.logs()).last().asString().endsWith(ActivationLog.NOT_AS_EXPECTED);
        assertThat(factory.last().isDestroyed()).isTrue();
    }

    @Test
    public void aLostConnectionIsAnUnexpectedExit() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        assertThat(result(record(invoke("guest/a", "{\"drop\":true}"))))
                .contains("did not produce a valid response and exited unexpectedly");
        assertThat(factory.last().isDestroyed()).isTrue();
    }

    @Test
    public void memoryThatRanOutIsSaid() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        ActivationMessage message = invoke("guest/a", "{\"hold\":true}");
        until(() -> proxy.held().size() == 1);
        factory.last().exit(Exit.OUT_OF_MEMORY);
        proxy.held().get(0).connection().close();
        assertThat(result(record(message))).isEqualTo("{\"error\":\"" + Responses.OUT_OF_MEMORY + "\"}");
    }

    @Test
    public void codeThatDoesNotLoadIsTheDevelopersError() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "broken");
        Activation record = record(invoke("guest/a", "{}"));
        assertThat(record.response().outcome()).isEqualTo(Outcome.DEVELOPER_ERROR);
        assertThat(result(record)).isEqualTo("{\"error\":\"broken\"}");
        assertThat(proxy.runs()).isEmpty();
    }

    @Test
    public void aContainerThatIsGoingDownHandsItsWorkToAnother() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        Activation record = record(invoke("guest/a", "{\"status\":503}"));
        assertThat(record.response().outcome()).isEqualTo(Outcome.INTERNAL_ERROR);
        assertThat(factory.containers()).hasSize(3).allMatch(FakeContainer::isDestroyed);
    }

    @Test
    public void aDeadContainerIsNotUsed() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        record(invoke("guest/a", "{}"));
        factory.last().exit(Exit.ENDED);
        assertThat(record(invoke("guest/a", "{}")).response().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(factory.containers()).hasSize(2);
    }

    @Test
    public void containersThatCannotStartAreReported() {
        factory.failingWith(request -> Optional.of(new ContainerException(Fault.PLATFORM, "no room", null)));
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        Activation platform = record(invoke("guest/a", "{}"));
        assertThat(platform.response().outcome()).isEqualTo(Outcome.INTERNAL_ERROR);
        assertThat(result(platform)).contains("Failed to provision resources to run the action.");
        factory.failingWith(request -> Optional.of(new ContainerException(Fault.DEVELOPER, "no such image", null)));
        Activation developer = record(invoke("guest/a", "{}"));
        assertThat(developer.response().outcome()).isEqualTo(Outcome.DEVELOPER_ERROR);
        assertThat(result(developer)).contains("no such image");
    }

    @Test
    public void logsAreWhatTheContainerWroteUpToItsMarks() {
        action("guest/a", "marked:1", ActionLimits.DEFAULT, "code");
        ActivationMessage message = invoke("guest/a", "{\"hold\":true}");
        until(() -> proxy.held().size() == 1);
        factory.last().write(OutputStreamName.STDOUT, "hello\n" + LineReader.SENTINEL + "\n");
        factory.last().write(OutputStreamName.STDERR, LineReader.SENTINEL + "\n");
        proxy.held().get(0).response().end("{}");
        assertThat(record(message).logs()).singleElement().asString().endsWith("Z stdout: hello");
    }

    @Test
    public void whatCannotBeReadIsSaid() {
        assertThat(result(record(invoke("guest/none", "{}"))))
                .contains("Action could not be found or may have been deleted.");
        await(artifacts.put(Samples.trigger("guest/tick", 1), Optional.empty()));
        assertThat(result(record(invoke("guest/tick", "{}"))))
                .contains("Action version is not compatible and cannot be invoked.");
        action("guest/a", "unknown:1", ActionLimits.DEFAULT, "code");
        assertThat(result(record(invoke("guest/a", "{}")))).contains("'unknown:1' is not available");
    }

    @Test
    public void theStoreMayBeAwayForAWhile() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        invoker.artifacts = null;
        invoker.activations = null;
        ActivationMessage message = invoke("guest/a", "{}");
        invoker.artifacts = artifacts;
        invoker.activations = activations;
        record(message);
    }

    @Test
    public void stemCellsAreUsedAndReplaced() {
        invoker.close();
        start(1024, Duration.ofMinutes(10), UNMARKED.withStemCells(new StemCell(2, 256)));
        until(() -> factory.containers().size() >= 2);
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        record(invoke("guest/a", "{}"));
        until(() -> factory.containers().size() == 3);
        assertThat(proxy.inits()).hasSize(1);
        assertThat(factory.living()).hasSize(3);
    }

    @Test
    public void aRuntimeThatGoesTakesItsIdleContainersAlong() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        RuntimeManifest further = RuntimeManifest.of("further:1", "further");
        RuntimeProvider provider = () -> List.of(further);
        invoker.addRuntime(provider);
        action("guest/b", "further:1", ActionLimits.DEFAULT, "code");
        record(invoke("guest/a", "{}"));
        until(() -> offeredKinds() == 3);
        ActivationMessage running = invoke("guest/b", "{\"hold\":true}");
        until(() -> proxy.held().size() == 1);
        FakeContainer drained = factory.last();
        invoker.removeRuntime(provider);
        until(() -> offeredKinds() == 2);
        assertThat(drained.isDestroyed()).isFalse();
        factory.last().write(OutputStreamName.STDOUT, LineReader.SENTINEL + "\n");
        factory.last().write(OutputStreamName.STDERR, LineReader.SENTINEL + "\n");
        proxy.held().get(0).response().end("{}");
        assertThat(record(running).response().outcome()).isEqualTo(Outcome.SUCCESS);
        until(drained::isDestroyed);
        assertThat(factory.living()).hasSize(1);
    }

    @Test
    public void stoppingWaitsForWhatRunsAndEndsAllContainers() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        record(invoke("guest/a", "{}"));
        invoker.close();
        assertThat(factory.living()).isEmpty();
        assertThat(pings()).last().returns(false, PingMessage::enabled);
    }
}
