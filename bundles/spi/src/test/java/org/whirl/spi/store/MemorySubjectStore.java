package org.whirl.spi.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.Subject;

/** A store of subjects for tests: everything is done before the call returns. */
public final class MemorySubjectStore implements SubjectStore {
    private final Map<String, Stored<Subject>> subjects = new TreeMap<>();
    private final Map<String, NamespaceLimits> limits = new HashMap<>();
    private long generation;

    @Override
    public synchronized CompletionStage<Optional<Credential>> findByUuid(String uuid) {
        List<Credential> found = subjects.values().stream()
                .map(Stored::value)
                .flatMap(subject -> subject.namespaces().stream()
                        .filter(key -> key.uuid().equalsIgnoreCase(uuid))
                        .map(key -> new Credential(
                                subject, key, limits.getOrDefault(key.namespace(), NamespaceLimits.NONE))))
                .toList();
        return found.size() > 1
                ? CompletableFuture.failedFuture(
                        new WhirlException(WhirlException.Kind.INTERNAL, "There was an internal server error."))
                : CompletableFuture.completedFuture(found.stream().findFirst());
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
        return CompletableFuture.completedFuture(null);
    }
}
