package org.whirl.controller.entity;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
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

    /** When a kind that was asked for was last found; has at most as many entries as there ever were kinds. */
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

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

    /** The kinds offered now; waits a little where no invoker has told yet whether it can run the kind in question. */
    public CompletionStage<Kinds> kindsFor(String kind) {
        return balancer.call(present -> poll(() -> isUndecided(kind), waitMillis))
                .thenCompose(settled -> kinds());
    }

    /**
     * The kind, if it can be used. Where it could be used a moment ago, or no invoker has told yet, it waits a little: the
     * runtime may just be exchanged.
     */
    public CompletionStage<Optional<RuntimeManifest>> find(String kind) {
        Optional<RuntimeManifest> found = offered(kind);
        if (found.isPresent()) {
            seen.put(kind, System.nanoTime());
            return CompletableFuture.completedFuture(found);
        }
        Long lastSeen = seen.get(kind);
        long left = lastSeen == null ? 0 : waitMillis - (System.nanoTime() - lastSeen) / 1_000_000;
        long wait = isUndecided(kind) ? waitMillis : left;
        return poll(() -> offered(kind).isEmpty(), wait).thenApply(settled -> offered(kind));
    }

    private CompletionStage<Void> poll(BooleanSupplier waiting, long millis) {
        if (millis <= 0 || !waiting.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> later = new CompletableFuture<>();
        vertx.setTimer(RETRY_MILLIS, id -> later.complete(null));
        return later.thenCompose(now -> poll(waiting, millis - RETRY_MILLIS));
    }

    /** Whether the kind is declared and no invoker says that it can or cannot run it. */
    private boolean isUndecided(String kind) {
        List<InvokerHealth> invokers = invokers();
        return new Kinds(declared())
                .find(kind)
                .filter(manifest -> invokers.stream()
                        .flatMap(invoker -> invoker.runtimes().stream())
                        .noneMatch(status -> status.kind().equals(manifest.kind())))
                .isPresent();
    }

    private List<InvokerHealth> invokers() {
        return balancer.current().map(LoadBalancer::invokers).orElse(List.of());
    }

    private List<RuntimeManifest> declared() {
        return providers.get().stream()
                .flatMap(provider -> provider.manifests().stream())
                .toList();
    }

    /** The kind, if it can be used now. Cheap enough for every invocation: an answer may be a quarter second old. */
    Optional<RuntimeManifest> offered(String kind) {
        Snapshot snapshot = last;
        if (System.nanoTime() - snapshot.taken() < KEPT_NANOS) {
            Optional<RuntimeManifest> found = snapshot.kinds().find(kind);
            if (found.isPresent()) {
                return found;
            }
        }
        Kinds now = offered(invokers());
        last = new Snapshot(now, System.nanoTime());
        return now.find(kind);
    }

    private Kinds offered(List<InvokerHealth> invokers) {
        List<RuntimeManifest> declared = declared();
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
