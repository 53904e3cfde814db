package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

/**
 * Who calls: a subject acting in one namespace.
 *
 * @param subject name of the subject
 * @param namespace name of the namespace
 * @param credentials what the caller proved it with
 * @param limits what the namespace is allowed
 */
public record Identity(String subject, String namespace, BasicAuthKey credentials, NamespaceLimits limits) {
    /** All parts are required. */
    public Identity {
        requireNonNull(subject);
        requireNonNull(namespace);
        requireNonNull(credentials);
        requireNonNull(limits);
    }
}
