package org.whirl.spi.entity;

import java.util.List;

/**
 * Somebody who may use the platform.
 *
 * @param name at least 5 characters
 * @param blocked whether all its credentials are refused
 * @param namespaces the namespaces it may act in, each with credentials of its own
 */
public record Subject(String name, boolean blocked, List<NamespaceKey> namespaces) {
    /** Fewest characters of a subject's name (contract: REST API, 7.1). */
    public static final int MIN_LENGTH = 5;

    /** Fails on a name that is too short. */
    public Subject {
        if (name.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("Subject name must be at least " + MIN_LENGTH + " characters");
        }
        namespaces = List.copyOf(namespaces);
    }
}
