package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.Container.Exit;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.runtime.RuntimeManifest;

/** Starts that go well or not, in the strongest sandbox. */
public final class StartTest {
    @Rule
    public final Stand stand = new Stand(Isolation.AUTO);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final String token = "7" + System.nanoTime();

    @Test
    public void reportsWhatTheProxySaidAndLeavesNothing() throws Exception {
        RuntimeManifest manifest = Manifests.script("sleep " + token + " & echo 'no such module' >&2; exit 7");
        assertThatThrownBy(() -> stand.start(Manifests.request(manifest)))
                .hasRootCauseInstanceOf(ContainerException.class)
                .hasMessageContaining("ended before it took connections: no such module");
        assertNothingLeft();
    }

    @Test
    public void givesUpOnAProxyThatDoesNotListen() throws Exception {
        Settings patient = Stand.settings(stand.directory(), Isolation.AUTO, List.of(), "");
        Settings settings = new Settings(
                patient.directory(),
                Duration.ofMillis(600),
                patient.isolation(),
                patient.port(),
                patient.processes(),
                patient.fileSize(),
                patient.openFiles(),
                patient.temporarySize(),
                patient.hiddenPaths(),
                patient.firstUser(),
                patient.concurrentStarts(),
                patient.waitingStarts(),
                patient.controlGroup());
        RuntimeManifest manifest = Manifests.script("sleep " + token);
        Sandbox sandbox = stand.containers().sandbox();
        try (ProcessContainers containers = Stand.make(settings, Optional.of(sandbox))) {
            assertThatThrownBy(() -> Stand.await(containers.create(Manifests.request(manifest))))
                    .hasMessageContaining("took no connections within 600 ms");
        }
        assertNothingLeft();
    }

    @Test
    public void triesAgainWhenAProxyEndsAtOnce() throws Exception {
        Path first = folder.getRoot().toPath().resolve("first");
        String python = "import os, sys\ntry:\n    os.mkdir('" + first + "')\n    sys.exit(1)\n"
                + "except FileExistsError:\n    pass\n";
        ProcessContainers containers =
                stand.containersIn(settings -> new LimitSandbox(settings, Sandboxes.isRoot(), false));
        Container container = Stand.await(containers.create(Manifests.request(Manifests.shellServerAfter(python))));
        assertThat(first).isDirectory();
        assertThat(Stand.ask(container, "echo here")).isEqualTo("here");
    }

    @Test
    public void refusesImages() {
        ContainerRequest request = new ContainerRequest(
                "test", "some/image", Optional.empty(), 128, Map.of(), (stream, bytes, length) -> {});
        assertThatThrownBy(() -> stand.start(request))
                .cause()
                .isInstanceOfSatisfying(
                        ContainerException.class, e -> assertThat(e.fault()).isEqualTo(Fault.DEVELOPER))
                .hasMessageContaining("some/image");
    }

    @Test
    public void refusesNamesThatAreNoVariables() throws Exception {
        ContainerRequest request = new ContainerRequest(
                "test",
                "none",
                Optional.of(Manifests.shellServer()),
                128,
                Map.of("--unset", "x"),
                (stream, bytes, length) -> {});
        assertThatThrownBy(() -> stand.start(request)).hasMessageContaining("'--unset' is no name");
        assertNothingLeft();
    }

    @Test
    public void startsManyAtOnce() throws Exception {
        List<CompletableFuture<Container>> starts = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            starts.add(stand.containers().create(Manifests.request(Manifests.shellServer())));
        }
        List<Container> containers = new ArrayList<>();
        for (CompletableFuture<Container> start : starts) {
            containers.add(Stand.await(start));
        }
        assertThat(containers.stream().map(Container::address).distinct()).hasSize(12);
        for (Container container : containers) {
            assertThat(Stand.ask(container, "echo $PROXY_HOST"))
                    .isEqualTo(container.address().getAddress().getHostAddress());
        }
    }

    @Test
    public void boundsForkBombs() throws Exception {
        String python =
                """
                import os, threading, time
                def bomb():
                    while not os.path.exists("go"):
                        time.sleep(0.01)
                    while True:
                        try:
                            os.fork()
                        except OSError:
                            time.sleep(0.01)
                threading.Thread(target=bomb, daemon=True).start()
                """;
        Container container = stand.start(Manifests.request(Manifests.shellServerAfter(python)));
        Stand.ask(container, "touch go");
        Stand.until("the bomb to explode", () -> Stand.processesOf(container) > 30);
        assertThat(Stand.processesOf(container)).isLessThanOrEqualTo(64);
        Stand.await(container.destroy());
        assertThat(Stand.processesOf(container)).isZero();
    }

    @Test
    public void tellsWhenMemoryRanOut() throws Exception {
        String python =
                """
                import os, threading, time
                def greed():
                    while not os.path.exists("go"):
                        time.sleep(0.01)
                    bytearray(2000000000)
                threading.Thread(target=greed, daemon=True).start()
                """;
        Container container = stand.start(Manifests.request(Manifests.shellServerAfter(python)));
        Stand.ask(container, "touch go");
        if (stand.limitsMemory()) {
            assertThat(Stand.await(container.exited())).isEqualTo(Exit.OUT_OF_MEMORY);
        }
        assertThat(Stand.await(
                        stand.start(Manifests.request(Manifests.shellServer())).destroy()))
                .isNull();
    }

    private void assertNothingLeft() throws IOException {
        assertThat(Stand.processesWith("sleep\0" + token)).isZero();
        assertThat(stand.places()).isEmpty();
    }
}
