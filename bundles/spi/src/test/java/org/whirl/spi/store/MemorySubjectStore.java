package org.whirl.spi.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.Subject;

/** A store of subjects for tests: everything is done before the call returns. */
public final class MemorySubjectStore implements SubjectStore {
    private final Map<String, Stored<Subject>> subjects = new TreeMap<>();
    private final Map<String, NamespaceLimits> limits = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long generation;

    @Override
    public synchronized CompletionStage<Optional<Credential>> findByUuid(String uuid) {
        List<Credential> found = credentials(key -> key.uuid().equalsIgnoreCase(uuid));
        return found.size() > 1
                ? CompletableFuture.failedFuture(
                        new WhirlException(WhirlException.Kind.INTERNAL, "There was an internal server error."))
                : CompletableFuture.completedFuture(found.stream().findFirst());
    }

    private List<Credential> credentials(Predicate<NamespaceKey> condition) {
        return subjects.values().stream()
                .map(Stored::value)
                .flatMap(subject -> subject.namespaces().stream()
                        .filter(condition)
                        .map(key -> new Credential(
                                subject, key, limits.getOrDefault(key.namespace(), NamespaceLimits.NONE))))
                .toList();
    }

    @Override
    public synchronized CompletionStage<Optional<Credential>> findByNamespace(String namespace) {
        return CompletableFuture.completedFuture(
                credentials(key -> key.namespace().equals(namespace)).stream().reduce((one, greater) -> greater));
    }

    @Override
    public synchronized CompletionStage<List<Subject>> listByNamespace(String namespace) {
        return CompletableFuture.completedFuture(
                credentials(key -> key.namespace().equals(namespace)).stream()
                        .map(Credential::subject)
                        .toList());
    }

    @Override
    public synchronized CompletionStage<Optional<Stored<Subject>>> get(String subject) {
        return CompletableFuture.completedFuture(Optional.ofNullable(subjects.get(subject)));
    }

    @Override
    public synchronized CompletionStage<Stored<Subject>> put(Subject subject, Optional<String> revision) {
        Optional<String> current =
                Optional.ofNullable(subjects.get(subject.name())).map(Stored::revision);
        if (!current.equals(revision)) {
            return CompletableFuture.failedFuture(WhirlException.staleRevision());
        }
        Stored<Subject> stored = new Stored<>(subject, ++generation + "-0");
        subjects.put(subject.name(), stored);
        changed();
        return CompletableFuture.completedFuture(stored);
    }

    @Override
    public synchronized CompletionStage<List<Subject>> list(int skip, int limit) {
        return CompletableFuture.completedFuture(subjects.values().stream()
                .skip(skip)
                .limit(limit)
                .map(Stored::value)
                .toList());
    }

    @Override
    public synchronized CompletionStage<Void> putLimits(String namespace, NamespaceLimits overrides) {
        limits.put(namespace, overrides);
        changed();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> delete(String subject, String revision) {
        Optional<String> current = Optional.ofNullable(subjects.get(subject)).map(Stored::revision);
        if (!current.equals(Optional.of(revision))) {
            return CompletableFuture.failedFuture(WhirlException.staleRevision());
        }
        subjects.remove(subject);
        changed();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Optional<NamespaceLimits>> getLimits(String namespace) {
        return CompletableFuture.completedFuture(Optional.ofNullable(limits.get(namespace)));
    }

    @Override
    public synchronized CompletionStage<Boolean> deleteLimits(String namespace) {
        boolean known = limits.remove(namespace) != null;
        changed();
        return CompletableFuture.completedFuture(known);
    }

    @Override
    public AutoCloseable changes(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
