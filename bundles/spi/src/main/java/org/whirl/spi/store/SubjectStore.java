package org.whirl.spi.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.Subject;

/** Keeps subjects, their credentials and the limits of namespaces. */
public interface SubjectStore {
    /**
     * What is known under the first half of a pair of credentials. Whether the second half fits is for the caller to
     * check with {@link NamespaceKey#matches}.
     *
     * @param subject who it belongs to, blocked or not
     * @param key the namespace and the secret
     * @param limits overrides of the namespace
     */
    record Credential(Subject subject, NamespaceKey key, NamespaceLimits limits) {
        /** All parts are required. */
        public Credential {
            requireNonNull(subject);
            requireNonNull(key);
            requireNonNull(limits);
        }
    }

    /** Finds credentials by their uuid. */
    CompletionStage<Optional<Credential>> findByUuid(String uuid);

    /**
     * Who a namespace belongs to, for what runs in its name: of several subjects that may act in it the one with the
     * greatest name. Blocked or not.
     */
    CompletionStage<Optional<Credential>> findByNamespace(String namespace);

    /** All subjects that may act in a namespace, by name, blocked or not. */
    CompletionStage<List<Subject>> listByNamespace(String namespace);

    /** Reads a subject by name. */
    CompletionStage<Optional<Stored<Subject>>> get(String subject);

    /** Writes a subject; {@code revision} is empty to create. Conflicts like {@link ArtifactStore#put}. */
    CompletionStage<Stored<Subject>> put(Subject subject, Optional<String> revision);

    /** All subjects by name, at most {@code limit} from {@code skip} on. */
    CompletionStage<List<Subject>> list(int skip, int limit);

    /** Removes a subject; conflicts like {@link ArtifactStore#delete}. */
    CompletionStage<Void> delete(String subject, String revision);

    /** Reads the limits of a namespace; empty when it has none of its own. */
    CompletionStage<Optional<NamespaceLimits>> getLimits(String namespace);

    /** Writes the limits of a namespace. */
    CompletionStage<Void> putLimits(String namespace, NamespaceLimits limits);

    /** Removes the limits of a namespace; tells whether there were any. */
    CompletionStage<Boolean> deleteLimits(String namespace);

    /**
     * Tells of every subject and every limit that changes, soon after; who keeps what was read forgets it then. The
     * listener must not block.
     *
     * @return closing it ends the calls
     */
    AutoCloseable changes(Runnable listener);
}
