package org.whirl.container.docker;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.conformance.ProxyTarget;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerFactory;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.container.OutputStreamName;
import org.whirl.spi.runtime.RuntimeManifest;

/** A proxy in a container, with all that it writes. */
final class ContainerTarget implements ProxyTarget {
    private final Map<OutputStreamName, ByteArrayOutputStream> output = new EnumMap<>(Map.of(
            OutputStreamName.STDOUT, new ByteArrayOutputStream(),
            OutputStreamName.STDERR, new ByteArrayOutputStream()));
    private final Container container;

    ContainerTarget(ContainerFactory factory, RuntimeManifest manifest, int memory, Map<String, String> environment) {
        try {
            container = Stand.await(factory.create(new ContainerRequest(
                    "test", manifest.image(), Optional.of(manifest), memory, environment, this::take)));
        } catch (Exception e) {
            throw new AssertionError("no container", e);
        }
    }

    private void take(OutputStreamName stream, byte[] bytes, int length) {
        output.get(stream).write(bytes, 0, length);
    }

    Container container() {
        return container;
    }

    @Override
    public InetSocketAddress address() {
        return container.address();
    }

    @Override
    public String stdout() {
        return output.get(OutputStreamName.STDOUT).toString(StandardCharsets.UTF_8);
    }

    @Override
    public String stderr() {
        return output.get(OutputStreamName.STDERR).toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            Stand.await(container.destroy());
            Stand.await(container.exited());
        } catch (Exception e) {
            throw new AssertionError("the container does not end", e);
        }
    }
}
