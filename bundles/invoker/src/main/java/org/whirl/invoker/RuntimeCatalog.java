package org.whirl.invoker;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.ContainerFactory;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.runtime.RuntimeStatus;

/**
 * The kinds that are declared here, and whether they can run: a kind is made ready when its provider or the container
 * technology comes, and is gone with either. Confined to one event loop.
 */
final class RuntimeCatalog {
    private static final Logger log = LoggerFactory.getLogger(RuntimeCatalog.class);
    private static final String PREPARING = "It is being prepared.";
    private static final String NO_FACTORY = "No container technology is installed.";

    private final Context context;
    private final Runnable changed;
    private final List<RuntimeProvider> providers = new ArrayList<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private ContainerFactory factory;

    private record Entry(RuntimeManifest manifest, Optional<String> unavailable) {}

    RuntimeCatalog(Context context, Runnable changed) {
        this.context = context;
        this.changed = changed;
    }

    void add(RuntimeProvider provider) {
        providers.add(provider);
        refresh();
    }

    void remove(RuntimeProvider provider) {
        providers.remove(provider);
        refresh();
    }

    void use(ContainerFactory newFactory) {
        factory = newFactory;
        entries.clear();
        refresh();
    }

    /** Brings the entries in line with the providers; of two that declare a kind, the first counts. */
    private void refresh() {
        Map<String, RuntimeManifest> declared = new LinkedHashMap<>();
        providers.forEach(
                provider -> provider.manifests().forEach(manifest -> declared.putIfAbsent(manifest.kind(), manifest)));
        entries.values().removeIf(entry -> declared.get(entry.manifest().kind()) != entry.manifest());
        declared.values().forEach(manifest -> {
            if (!entries.containsKey(manifest.kind())) {
                prepare(manifest);
            }
        });
        changed.run();
    }

    private void prepare(RuntimeManifest manifest) {
        Entry preparing = new Entry(manifest, Optional.of(factory == null ? NO_FACTORY : PREPARING));
        entries.put(manifest.kind(), preparing);
        if (factory == null) {
            return;
        }
        Future.fromCompletionStage(factory.prepare(manifest), context).onComplete(result -> {
            Optional<String> reason = result.succeeded()
                    ? result.result()
                    : Optional.of(String.valueOf(result.cause().getMessage()));
            if (entries.replace(manifest.kind(), preparing, new Entry(manifest, reason))) {
                reason.ifPresentOrElse(
                        text -> log.info("Kind {} cannot run here: {}", manifest.kind(), text),
                        () -> log.info("Kind {} can run", manifest.kind()));
                changed.run();
            }
        });
    }

    /** The manifest of a kind that can run. */
    Optional<RuntimeManifest> find(String kind) {
        return Optional.ofNullable(entries.get(kind))
                .filter(entry -> entry.unavailable().isEmpty())
                .map(Entry::manifest);
    }

    /** The manifests of all kinds that can run. */
    List<RuntimeManifest> available() {
        return entries.values().stream()
                .filter(entry -> entry.unavailable().isEmpty())
                .map(Entry::manifest)
                .toList();
    }

    /** What to tell the controllers. */
    List<RuntimeStatus> statuses() {
        return entries.values().stream()
                .map(entry -> new RuntimeStatus(
                        entry.manifest().kind(), entry.manifest().image(), entry.unavailable()))
                .toList();
    }
}
