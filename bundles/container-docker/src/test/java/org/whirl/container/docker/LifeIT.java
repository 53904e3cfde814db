package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.whirl.spi.container.Container.Exit;

/** From the start of a container to its end. */
public final class LifeIT {
    private static final String INSTANCE = "life";
    private static final Engine engine = new Engine(Stand.HOST);
    private static DockerContainerFactory factory;

    @BeforeClass
    public static void open() {
        Stand.requireEngine();
        factory = new DockerContainerFactory(Stand.settings(INSTANCE));
    }

    @AfterClass
    public static void shut() {
        factory.close();
        engine.close();
    }

    @After
    public void leavesNothing() throws Exception {
        Stand.await("all containers to be removed", () -> containers(INSTANCE).isEmpty());
    }

    private static List<Container> containers(String instance) {
        return engine.commands()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(DockerContainers.INSTANCE_LABEL, instance))
                .exec();
    }

    private static ContainerTarget target(int memory) {
        return new ContainerTarget(factory, Stand.NODEJS, memory, Map.of());
    }

    @Test
    public void saysThatMemoryRanOut() throws Exception {
        ContainerTarget target = target(128);
        Attacker attacker = Attacker.of(target);
        assertThatThrownBy(() -> attacker.run("const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1))"))
                .isInstanceOf(AssertionError.class);
        assertThat(Stand.await(target.container().exited())).isEqualTo(Exit.OUT_OF_MEMORY);
    }

    @Test
    public void saysThatMemoryRanOutInAChild() throws Exception {
        ContainerTarget target = target(128);
        Attacker attacker = Attacker.of(target);
        assertThatThrownBy(() -> attacker.run("require('child_process').spawnSync('node', ['-e',"
                        + " 'const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1))']);"
                        + " return new Promise(done => setTimeout(done, 10000))"))
                .isInstanceOf(AssertionError.class);
        assertThat(Stand.await(target.container().exited())).isEqualTo(Exit.OUT_OF_MEMORY);
    }

    @Test
    public void noticesThatItEndsByItself() throws Exception {
        ContainerTarget target = target(128);
        Attacker attacker = Attacker.of(target);
        assertThatThrownBy(() -> attacker.run("console.log('last words'); process.exit(0)"))
                .isInstanceOf(AssertionError.class);
        assertThat(Stand.await(target.container().exited())).isEqualTo(Exit.ENDED);
        assertThat(target.stdout()).contains("last words");
    }

    @Test
    public void handsOnAllOutputBeforeTheEndIsKnown() throws Exception {
        ContainerTarget target = target(256);
        Attacker attacker = Attacker.of(target);
        assertThatThrownBy(() -> attacker.run("const fs = require('fs'), line = Buffer.alloc(1000, 97);"
                        + " for (let i = 0; i < 2000; i++) { fs.writeSync(1, line); fs.writeSync(2, line) }"
                        + " process.exit(9)"))
                .isInstanceOf(AssertionError.class);
        assertThat(Stand.await(target.container().exited())).isEqualTo(Exit.ENDED);
        assertThat(target.stdout().length()).isGreaterThanOrEqualTo(2_000_000);
        assertThat(target.stderr().length()).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    public void freezesAndThaws() throws Exception {
        try (ContainerTarget target = target(256)) {
            Attacker attacker = Attacker.of(target);
            attacker.run("let n = 0; setInterval(() => console.log('tick ' + n++), 5); return {}");
            Stand.await("ticks", () -> target.stdout().contains("tick 2"));
            Stand.await(target.container().pause());
            assertThat(state(target).getPaused()).isTrue();
            Stand.await(target.container().resume());
            int before = target.stdout().length();
            Stand.await("more ticks", () -> target.stdout().length() > before);
        }
    }

    private static com.github.dockerjava.api.command.InspectContainerResponse.ContainerState state(
            ContainerTarget target) {
        return engine.commands()
                .inspectContainerCmd(target.container().id())
                .exec()
                .getState();
    }

    @Test
    public void givesEachAnAddressOfItsOwn() {
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            try (ContainerTarget target = target(128)) {
                assertThat(addresses.add(target.address().getHostString())).isTrue();
            }
        }
    }

    @Test
    public void getsNoSwapAndTheLimitsOfItsMemory() {
        try (ContainerTarget target = target(256)) {
            com.github.dockerjava.api.model.HostConfig limits = engine.commands()
                    .inspectContainerCmd(target.container().id())
                    .exec()
                    .getHostConfig();
            assertThat(limits.getMemory()).isEqualTo(256L << 20);
            assertThat(limits.getMemorySwap()).isEqualTo(256L << 20);
            assertThat(limits.getCpuShares()).isEqualTo(128);
            assertThat(limits.getLogConfig().getType().getType()).isEqualTo("none");
        }
    }

    @Test
    public void removesWhatAnEarlierRunHasLeft() throws Exception {
        String instance = "leftovers";
        DockerContainerFactory first = new DockerContainerFactory(Stand.settings(instance));
        ContainerTarget running = new ContainerTarget(first, Stand.NODEJS, 128, Map.of());
        ContainerTarget paused = new ContainerTarget(first, Stand.NODEJS, 128, Map.of());
        Stand.await(paused.container().pause());
        DockerContainerFactory other = new DockerContainerFactory(Stand.settings("other"));
        try (ContainerTarget others = new ContainerTarget(other, Stand.NODEJS, 128, Map.of())) {
            // What a killed platform leaves behind is what another one with its name finds.
            DockerContainerFactory second = new DockerContainerFactory(Stand.settings(instance));
            try (ContainerTarget fresh = new ContainerTarget(second, Stand.NODEJS, 128, Map.of())) {
                assertThat(containers(instance)).singleElement().satisfies(container -> assertThat(container.getNames())
                        .contains("/" + fresh.container().id()));
            } finally {
                second.close();
            }
            assertThat(others.container().exited().toCompletableFuture()).isNotDone();
        } finally {
            other.close();
        }
        assertThat(Stand.await(running.container().exited())).isEqualTo(Exit.ENDED);
        assertThat(Stand.await(paused.container().exited())).isEqualTo(Exit.ENDED);
        first.close();
    }

    @Test
    public void removesItsNetworkAndItsRules() throws IOException, InterruptedException {
        DockerContainerFactory other = new DockerContainerFactory(Stand.settings("network"));
        new ContainerTarget(other, Stand.NODEJS, 128, Map.of()).close();
        String bridge = String.format("whirl%08x", "network".hashCode());
        assertThat(rules()).contains(bridge);
        other.close();
        assertThat(rules()).doesNotContain(bridge);
        assertThat(engine.commands()
                        .listNetworksCmd()
                        .withNameFilter("whirl-network")
                        .exec())
                .isEmpty();
    }

    private static String rules() throws IOException, InterruptedException {
        return Commands.system().run("iptables", List.of("-w", "-S")).output();
    }
}
