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

    /** Reads a subject by name. */
    CompletionStage<Optional<Stored<Subject>>> get(String subject);

    /** Writes a subject; {@code revision} is empty to create. Conflicts like {@link ArtifactStore#put}. */
    CompletionStage<Stored<Subject>> put(Subject subject, Optional<String> revision);

    /** All subjects by name, at most {@code limit} from {@code skip} on. */
    CompletionStage<List<Subject>> list(int skip, int limit);

    /** Writes the limits of a namespace. */
    CompletionStage<Void> putLimits(String namespace, NamespaceLimits limits);
}
