package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.container.OutputStreamName;
import org.whirl.spi.runtime.RuntimeManifest;

/** An image that runs as root and writes where it likes, as many of OpenWhisk's do. */
public final class OthersImagesIT {
    private static final String REPORT = "id -u >> /area/report; grep CapEff /proc/self/status >> /area/report;"
            + " cat /area/report; exec python3 -m http.server 8080 --directory /area";

    private DockerContainerFactory factory;
    private RuntimeManifest image;
    private final StringBuffer output = new StringBuffer();

    @BeforeClass
    public static void requireEngine() {
        Stand.requireEngine();
    }

    @Before
    public void open() throws Exception {
        factory = new DockerContainerFactory(Stand.settings("others"));
        image = Stand.builtOn(
                "python:3.11-slim-bookworm",
                "others",
                "RUN mkdir -m 755 /area && echo from the image > /area/report",
                "WORKDIR /area",
                "CMD [\"sh\", \"-c\", \"" + REPORT.replace("\"", "\\\"") + "\"]");
        assertThat(Stand.await(factory.prepare(image))).isEmpty();
    }

    @After
    public void close() {
        factory.close();
    }

    private Container create() throws Exception {
        return Stand.await(factory.create(
                new ContainerRequest("others", image.image(), Optional.empty(), 128, Map.of(), this::take)));
    }

    private void take(OutputStreamName stream, byte[] bytes, int length) {
        output.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    @Test
    public void keepsItsUserAndItsFilesButGetsNoCapabilities() throws Exception {
        Container container = create();
        Stand.await("the report", () -> output.toString().contains("CapEff"));
        assertThat(output.toString().replaceAll("\\s+", " ")).contains("from the image 0 CapEff: 0000000000000000");
        Stand.await(container.destroy());
    }

    @Test
    public void comesBackAfterItWasRemoved() throws Exception {
        Stand.await(create().destroy());
        try (Engine engine = new Engine(Stand.HOST)) {
            engine.commands().removeImageCmd(image.image()).withForce(true).exec();
        }
        RuntimeManifest manifest = image;
        Container container = Stand.await(factory.create(new ContainerRequest(
                "others", manifest.image(), Optional.of(manifest), 128, Map.of(), (stream, bytes, length) -> {})));
        Stand.await(container.destroy());
    }
}
