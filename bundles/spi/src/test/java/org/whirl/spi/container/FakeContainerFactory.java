package org.whirl.spi.container;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.whirl.spi.runtime.RuntimeManifest;

/**
 * Makes {@link FakeContainer}s. By default each is there at once and points to a port of its own where nobody listens;
 * a test that serves requests gives the addresses itself.
 */
public final class FakeContainerFactory implements ContainerFactory {
    private static final int FIRST_PORT = 20_000;

    private final List<FakeContainer> containers = new CopyOnWriteArrayList<>();
    private final List<ContainerRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> prepared = new CopyOnWriteArrayList<>();
    private final Map<String, String> unavailable = new ConcurrentHashMap<>();
    private volatile Function<ContainerRequest, InetSocketAddress> addresses = request -> nextAddress();
    private volatile Function<ContainerRequest, Optional<ContainerException>> failures = request -> Optional.empty();
    private volatile CompletionStage<Void> gate = CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Container> create(ContainerRequest request) {
        requests.add(request);
        return gate.thenCompose(open -> {
            Optional<ContainerException> failure = failures.apply(request);
            return failure.isPresent()
                    ? CompletableFuture.failedFuture(failure.get())
                    : CompletableFuture.completedFuture(add(request));
        });
    }

    @Override
    public CompletionStage<Optional<String>> prepare(RuntimeManifest manifest) {
        prepared.add(manifest.kind());
        return CompletableFuture.completedFuture(Optional.ofNullable(unavailable.get(manifest.kind())));
    }

    /** Where the containers made from now on listen. */
    public FakeContainerFactory listeningAt(InetSocketAddress address) {
        addresses = request -> address;
        return this;
    }

    /** Lets creations from now on fail where the function says so. */
    public FakeContainerFactory failingWith(Function<ContainerRequest, Optional<ContainerException>> function) {
        failures = function;
        return this;
    }

    /** Holds back creations from now on until the stage completes. */
    public FakeContainerFactory waitingFor(CompletionStage<Void> stage) {
        gate = stage;
        return this;
    }

    /** Answers {@link #prepare} for the kind with the reason. */
    public FakeContainerFactory withoutKind(String kind, String reason) {
        unavailable.put(kind, reason);
        return this;
    }

    /** Takes back {@link #withoutKind}. */
    public FakeContainerFactory withKind(String kind) {
        unavailable.remove(kind);
        return this;
    }

    /** All containers made so far, oldest first, those that have ended too. */
    public List<FakeContainer> containers() {
        return List.copyOf(containers);
    }

    /** Those not destroyed. */
    public List<FakeContainer> living() {
        return containers.stream().filter(container -> !container.isDestroyed()).toList();
    }

    /** The newest. */
    public FakeContainer last() {
        return containers.get(containers.size() - 1);
    }

    /** All wishes so far, failed ones too. */
    public List<ContainerRequest> requests() {
        return List.copyOf(requests);
    }

    /** Kinds that were to be made ready, in order. */
    public List<String> prepared() {
        return List.copyOf(prepared);
    }

    private synchronized Container add(ContainerRequest request) {
        String id = request.label() + "-" + containers.size();
        FakeContainer container = new FakeContainer(id, addresses.apply(request), request);
        containers.add(container);
        return container;
    }

    private InetSocketAddress nextAddress() {
        return new InetSocketAddress("127.0.0.1", FIRST_PORT + containers.size());
    }
}
