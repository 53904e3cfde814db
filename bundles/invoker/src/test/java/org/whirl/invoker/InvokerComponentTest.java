package org.whirl.invoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Stages.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.whirl.spi.container.OutputStreamName;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.Messages;
import org.whirl.spi.store.Samples;

public final class InvokerComponentTest extends InvokerFixture {
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
    public void codeThatDoesNotLoadIsTheDevelopersError() {
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "broken");
        Activation record = record(invoke("guest/a", "{}"));
        assertThat(record.response().outcome()).isEqualTo(Outcome.DEVELOPER_ERROR);
        assertThat(result(record)).isEqualTo("{\"error\":\"broken\"}");
        assertThat(proxy.runs()).isEmpty();
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
}
