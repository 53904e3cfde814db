package org.whirl.invoker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.whirl.spi.container.Container.Exit;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;
import org.whirl.spi.container.FakeContainer;
import org.whirl.spi.container.OutputStreamName;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.PingMessage;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.runtime.StemCell;

/** When containers are made, used again and ended. */
public final class ContainerLifeTest extends InvokerFixture {
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
    public void anAnswerThatDripsEndsAtTheTimeLimitToo() {
        action("guest/a", "plain:1", new ActionLimits(300, 256, 10, 1, Optional.empty()), "code");
        Activation record = record(invoke("guest/a", "{\"drip\":10}"));
        assertThat(record.response().outcome()).isEqualTo(Outcome.DEVELOPER_ERROR);
        assertThat(result(record))
                .isEqualTo("{\"error\":\"The action exceeded its time limits of 300 milliseconds.\"}");
        assertThat(annotation(record, "timeout")).contains("true");
        assertThat(proxy.dripped()).isGreaterThan(1);
        assertThat(factory.last().isDestroyed()).isTrue();
        until(() -> proxy.drips() == 0);
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

    @Test
    public void idleContainersAreFrozenAndThawedBeforeTheyAreUsedAgain() {
        invoker.close();
        Duration pause = Duration.ofMillis(1);
        start(settings(1024, pause, Duration.ofMinutes(10), Duration.ofMinutes(1)), UNMARKED);
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        record(invoke("guest/a", "{}"));
        FakeContainer container = factory.last();
        until(container::isPaused);
        assertThat(record(invoke("guest/a", "{}")).annotations().get("initTime"))
                .isEmpty();
        assertThat(container.resumes()).isEqualTo(1);
        assertThat(factory.containers()).hasSize(1);
    }

    @Test
    public void containersThatWereIdleForLongAreEnded() {
        invoker.close();
        start(1024, Duration.ofMillis(1), UNMARKED);
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        record(invoke("guest/a", "{}"));
        until(() -> factory.living().isEmpty());
    }

    @Test
    public void stemCellsFollowTheDemand() {
        invoker.close();
        StemCell.Reactive reactive = new StemCell.Reactive(0, 3, Duration.ofMillis(1), 1, 1);
        Settings settings = settings(2048, Duration.ZERO, Duration.ofMinutes(10), Duration.ofMillis(300));
        start(settings, UNMARKED.withStemCells(new StemCell(0, 256, Optional.of(reactive))));
        action("guest/a", "plain:1", ActionLimits.DEFAULT, "code");
        for (int i = 0; i < 2; i++) {
            invoke("guest/a", "{\"hold\":true}");
        }
        until(() -> proxy.held().size() == 2);
        // Cold starts call for cells; without further ones there are none again.
        until(() -> factory.containers().size() > 2);
        until(() -> factory.living().size() == 2);
    }
}
