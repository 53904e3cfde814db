package org.whirl.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.ProxyTarget;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerFactory;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.container.OutputStreamName;
import org.whirl.spi.runtime.RuntimeManifest;

/**
 * Starts proxies as the platform does.
 *
 * @param containers the platform's containers
 * @param manifest the kind
 */
record ContainerLauncher(ContainerFactory containers, RuntimeManifest manifest) implements ProxyLauncher {
    /** Enough to load as much code as a proxy must take, for any language. */
    private static final int MEMORY = 2048;

    @Override
    public ProxyTarget start(Map<String, String> environment) {
        Map<OutputStreamName, ByteArrayOutputStream> output = new EnumMap<>(OutputStreamName.class);
        for (OutputStreamName name : OutputStreamName.values()) {
            output.put(name, new ByteArrayOutputStream());
        }
        ContainerRequest request = new ContainerRequest(
                "conformance",
                manifest.image(),
                Optional.of(manifest),
                MEMORY,
                environment,
                (name, bytes, length) -> output.get(name).write(bytes, 0, length));
        return new Target(await(containers.create(request)), output);
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private record Target(Container container, Map<OutputStreamName, ByteArrayOutputStream> output)
            implements ProxyTarget {
        @Override
        public InetSocketAddress address() {
            return container.address();
        }

        @Override
        public String stdout() {
            return output.get(OutputStreamName.STDOUT).toString(UTF_8);
        }

        @Override
        public String stderr() {
            return output.get(OutputStreamName.STDERR).toString(UTF_8);
        }

        @Override
        public void close() {
            await(container.destroy());
            await(container.exited());
        }
    }
}
