package org.whirl.spi.store;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;

/** A store of activations for tests: everything is done before the call returns. */
public final class MemoryActivationStore implements ActivationStore {
    private static final Comparator<Activation> LATEST_FIRST = Comparator.comparing(Activation::start)
            .thenComparing(activation -> activation.activationId().value())
            .reversed();

    private final Map<String, Activation> records = new HashMap<>();

    @Override
    public synchronized CompletionStage<Void> put(Activation activation) {
        records.put(activation.namespace() + "/" + activation.activationId(), activation);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Optional<Activation>> get(String namespace, ActivationId id) {
        return CompletableFuture.completedFuture(Optional.ofNullable(records.get(namespace + "/" + id)));
    }

    @Override
    public synchronized CompletionStage<List<Activation>> list(ActivationQuery query) {
        return CompletableFuture.completedFuture(page(query).toList());
    }

    @Override
    public synchronized CompletionStage<List<Activation>> listSummaries(ActivationQuery query) {
        return CompletableFuture.completedFuture(
                page(query).map(MemoryActivationStore::summary).toList());
    }

    private static Activation summary(Activation activation) {
        return new Activation(
                activation.namespace(),
                activation.name(),
                activation.version(),
                activation.subject(),
                activation.activationId(),
                activation.start(),
                activation.end(),
                activation.duration(),
                activation.cause(),
                new ActivationResponse(
                        activation.response().outcome(),
                        Optional.empty(),
                        activation.response().size()),
                List.of(),
                activation.annotations());
    }

    private Stream<Activation> page(ActivationQuery query) {
        return select(query).sorted(LATEST_FIRST).skip(query.skip()).limit(query.limit());
    }

    @Override
    public synchronized CompletionStage<Long> count(ActivationQuery query) {
        return CompletableFuture.completedFuture(Math.max(0, select(query).count() - query.skip()));
    }

    private Stream<Activation> select(ActivationQuery query) {
        return records.values().stream()
                .filter(activation -> activation.namespace().equals(query.namespace()))
                .filter(activation ->
                        query.name().isEmpty() || query.name().get().equals(ActivationQuery.nameOf(activation)))
                .filter(activation -> query.since().isEmpty()
                        || activation.start() >= query.since().get())
                .filter(activation -> query.upto().isEmpty()
                        || activation.start() <= query.upto().get());
    }
}
