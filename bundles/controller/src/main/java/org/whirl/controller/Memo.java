package org.whirl.controller;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Remembers for a while what was looked up. Callers who ask for the same at the same time share one lookup. Failures and
 * absences are not remembered. Forgetting a key also forgets a lookup under way, so that a value read before a change is
 * never remembered after it.
 */
public final class Memo<K, V> {
    private record Outcome<V>(Optional<V> value, Throwable failure) {
        private CompletionStage<Optional<V>> toStage() {
            return failure == null ? CompletableFuture.completedFuture(value) : CompletableFuture.failedFuture(failure);
        }
    }

    private final AsyncCache<K, Outcome<V>> outcomes;

    /** Bounded in time, and in the sum of the values' weights. */
    public Memo(Duration kept, long mostWeight, ToIntFunction<V> weight) {
        outcomes = Caffeine.newBuilder()
                .expireAfterWrite(kept)
                .maximumWeight(mostWeight)
                .<K, Outcome<V>>weigher((key, outcome) ->
                        outcome.value().map(weight::applyAsInt).orElse(1))
                .executor(Runnable::run)
                .buildAsync();
    }

    /** What is remembered, else what the lookup finds. */
    public CompletionStage<Optional<V>> get(K key, Supplier<CompletionStage<Optional<V>>> lookup) {
        CompletableFuture<Outcome<V>> known = outcomes.getIfPresent(key);
        if (known == null) {
            CompletableFuture<Outcome<V>> mine = new CompletableFuture<>();
            known = outcomes.asMap().putIfAbsent(key, mine);
            if (known == null) {
                load(key, mine, lookup);
                known = mine;
            }
        }
        return known.isDone() ? known.join().toStage() : known.thenCompose(Outcome::toStage);
    }

    private void load(K key, CompletableFuture<Outcome<V>> mine, Supplier<CompletionStage<Optional<V>>> lookup) {
        lookup.get().whenComplete((value, failure) -> {
            if (failure != null || value.isEmpty()) {
                outcomes.asMap().remove(key, mine);
            }
            mine.complete(new Outcome<>(failure == null ? value : Optional.empty(), failure));
        });
    }

    /** Forgets one key. */
    public void forget(K key) {
        outcomes.asMap().remove(key);
    }

    /** Forgets everything. */
    public void forgetAll() {
        outcomes.asMap().clear();
    }
}
