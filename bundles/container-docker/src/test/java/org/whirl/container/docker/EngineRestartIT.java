package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.Container.Exit;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerRequest;

/** An Engine that goes away and comes back: what is between it and the platform here can be cut. */
public final class EngineRestartIT {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path socket;
    private Cut cut;
    private DockerContainerFactory factory;

    @BeforeClass
    public static void requireEngine() {
        Stand.requireEngine();
    }

    @Before
    public void open() throws IOException {
        socket = folder.getRoot().toPath().resolve("docker.sock");
        cut = new Cut(socket, Path.of(Stand.HOST.getPath()));
    }

    @After
    public void close() throws IOException {
        if (factory != null) {
            factory.close();
        }
        cut.close();
    }

    private void start(Duration patience) {
        Settings usual = Stand.settings("restart", List.of("*"), false, patience);
        factory = new DockerContainerFactory(new Settings(
                URI.create("unix://" + socket),
                usual.instance(),
                usual.startTimeout(),
                usual.concurrentStarts(),
                usual.waitingStarts(),
                usual.engineWait(),
                usual.imageTimeout(),
                usual.allowedImages(),
                usual.pullAlways(),
                usual.strictImages(),
                usual.subnet(),
                usual.deniedNetworks(),
                usual.nameServers(),
                usual.processes(),
                usual.openFiles(),
                usual.temporarySize(),
                usual.processorMemory()));
    }

    private static ContainerRequest request() {
        return new ContainerRequest(
                "restart",
                Stand.NODEJS.image(),
                Optional.of(Stand.NODEJS),
                128,
                Map.of(),
                (stream, bytes, length) -> {});
    }

    @Test
    public void waitsForAnEngineThatIsNotThereYet() throws Exception {
        cut.cut();
        start(Duration.ofSeconds(30));
        CompletionStage<Optional<String>> preparation = factory.prepare(Stand.NODEJS);
        CompletionStage<Container> creation = factory.create(request());
        assertThat(creation.toCompletableFuture()).isNotDone();
        cut.mend();
        assertThat(Stand.await(preparation)).isEmpty();
        Stand.await(Stand.await(creation).destroy());
    }

    @Test
    public void saysThatTheEngineIsAway() {
        cut.cut();
        start(Duration.ofMillis(300));
        assertThatThrownBy(() -> Stand.await(factory.create(request())))
                .cause()
                .isInstanceOf(ContainerException.class)
                .hasMessageStartingWith("the Docker Engine at unix://" + socket + " cannot be used: ");
    }

    @Test
    public void givesUpWarmContainersWhoseOutputWasLost() throws Exception {
        start(Duration.ofSeconds(30));
        Container warm = Stand.await(factory.create(request()));
        cut.cut();
        CompletionStage<Container> waiting = factory.create(request());
        assertThat(Stand.await(warm.exited())).isEqualTo(Exit.ENDED);
        Stand.await(warm.destroy());
        cut.mend();
        Container fresh = Stand.await(waiting);
        try (Engine engine = new Engine(Stand.HOST)) {
            Stand.await(
                    "the old one to be removed",
                    () -> engine.commands()
                                    .listContainersCmd()
                                    .withShowAll(true)
                                    .withLabelFilter(Map.of(DockerContainers.INSTANCE_LABEL, "restart"))
                                    .exec()
                                    .size()
                            == 1);
        }
        assertThat(Files.exists(socket)).isTrue();
        Stand.await(fresh.destroy());
    }
}
