package org.whirl.shell;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.Stored;
import org.whirl.spi.store.SubjectStore;

/** A command about subjects or the limits of their namespaces. What it changes holds at once. */
abstract class SubjectCommand extends WhirlCommand {
    @Reference(optional = true)
    SubjectStore store;

    final SubjectStore store() {
        return Services.required(store, "the subject store");
    }

    final Optional<Stored<Subject>> find(String subject) {
        return Services.await(store().get(subject));
    }

    /** A subject that must be there; the text of the failure begins with what cannot be done without it. */
    final Stored<Subject> get(String subject, String failure) {
        return find(subject)
                .orElseThrow(() -> new WhirlException(Kind.NOT_FOUND, failure + " (there is no such subject)"));
    }

    final void replace(Stored<Subject> old, Subject subject) {
        Services.await(store().put(subject, Optional.of(old.revision())));
    }

    static Optional<NamespaceKey> key(Subject subject, String namespace) {
        return subject.namespaces().stream()
                .filter(key -> key.namespace().equals(namespace))
                .findFirst();
    }

    static Subject withNamespaces(Subject subject, List<NamespaceKey> keys) {
        return new Subject(subject.name(), subject.blocked(), keys);
    }

    /** The pair, as far as it is known. */
    static String pair(NamespaceKey key) {
        return key.credentials()
                .map(credentials -> credentials.pair())
                .orElseGet(() -> key.uuid() + ":(only a digest of the key is stored)");
    }
}
