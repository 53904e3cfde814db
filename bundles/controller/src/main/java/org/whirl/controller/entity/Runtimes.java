package org.whirl.controller.entity;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.whirl.controller.ServiceHolder;
import org.whirl.spi.balancer.InvokerHealth;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.runtime.RuntimeStatus;

/**
 * Which kinds can be used now: those that a provider declares and that some invoker can run. As long as no invoker has
 * been heard of, nothing is known against what is declared.
 */
public final class Runtimes {
    private static final long RETRY_MILLIS = 100;
    private static final long KEPT_NANOS = 250_000_000;

    private record Snapshot(Kinds kinds, long taken) {}

    private final Vertx vertx;
    private final Supplier<List<RuntimeProvider>> providers;
    private final ServiceHolder<LoadBalancer> balancer;
    private final long waitMillis;
    private volatile Snapshot last = new Snapshot(new Kinds(List.of()), System.nanoTime() - KEPT_NANOS);

    /** The supplier gives the providers of the moment. */
    public Runtimes(
            Vertx vertx,
            Supplier<List<RuntimeProvider>> providers,
            ServiceHolder<LoadBalancer> balancer,
            long waitMillis) {
        this.vertx = vertx;
        this.providers = providers;
        this.balancer = balancer;
        this.waitMillis = waitMillis;
    }

    /** The kinds offered now. */
    public CompletionStage<Kinds> kinds() {
        return balancer.call(present -> CompletableFuture.completedFuture(offered(present.invokers())));
    }

    /** The kinds offered now; right after the start it waits a little until an invoker tells what it can run. */
    public CompletionStage<Kinds> settledKinds() {
        return settledKinds(System.nanoTime() + waitMillis * 1_000_000);
    }

    private CompletionStage<Kinds> settledKinds(long deadline) {
        return balancer.call(present -> {
            List<InvokerHealth> invokers = present.invokers();
            if (!invokers.isEmpty() || System.nanoTime() > deadline) {
                return CompletableFuture.completedFuture(offered(invokers));
            }
            CompletableFuture<Void> later = new CompletableFuture<>();
            vertx.setTimer(RETRY_MILLIS, id -> later.complete(null));
            return later.thenCompose(now -> settledKinds(deadline));
        });
    }

    /** The kind, if it can be used now. Cheap enough for every invocation: an answer may be a quarter second old. */
    public Optional<RuntimeManifest> offered(String kind) {
        Snapshot snapshot = last;
        if (System.nanoTime() - snapshot.taken() < KEPT_NANOS) {
            Optional<RuntimeManifest> found = snapshot.kinds().find(kind);
            if (found.isPresent()) {
                return found;
            }
        }
        Kinds now = offered(balancer.current().map(LoadBalancer::invokers).orElse(List.of()));
        last = new Snapshot(now, System.nanoTime());
        return now.find(kind);
    }

    private Kinds offered(List<InvokerHealth> invokers) {
        List<RuntimeManifest> declared = providers.get().stream()
                .flatMap(provider -> provider.manifests().stream())
                .toList();
        if (invokers.isEmpty()) {
            return new Kinds(declared);
        }
        List<InvokerHealth> online = invokers.stream()
                .filter(invoker -> invoker.state() != InvokerHealth.State.OFFLINE)
                .toList();
        Set<String> available = (online.isEmpty() ? invokers : online)
                .stream()
                        .flatMap(invoker -> invoker.runtimes().stream())
                        .filter(RuntimeStatus::isAvailable)
                        .map(RuntimeStatus::kind)
                        .collect(Collectors.toSet());
        return new Kinds(declared.stream()
                .filter(manifest -> available.contains(manifest.kind()))
                .toList());
    }
}
