package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The record of one run of an action, or of one fire of a trigger.
 *
 * @param namespace namespace of the caller
 * @param name name of the action or trigger, without package
 * @param version its version
 * @param subject subject that called
 * @param activationId identity of this run
 * @param start start, epoch milliseconds
 * @param end end, epoch milliseconds; absent for triggers
 * @param duration milliseconds of loading and running; absent for triggers
 * @param cause activation of the enclosing sequence or composition
 * @param response how it ended
 * @param logs lines of output in order
 * @param annotations path, kind, limits, times
 */
public record Activation(
        String namespace,
        EntityName name,
        SemanticVersion version,
        String subject,
        ActivationId activationId,
        long start,
        Optional<Long> end,
        Optional<Long> duration,
        Optional<ActivationId> cause,
        ActivationResponse response,
        List<String> logs,
        Parameters annotations) {
    /** Takes a copy of the logs. */
    public Activation {
        requireNonNull(namespace);
        requireNonNull(name);
        requireNonNull(version);
        requireNonNull(subject);
        requireNonNull(activationId);
        requireNonNull(end);
        requireNonNull(duration);
        requireNonNull(cause);
        requireNonNull(response);
        logs = List.copyOf(logs);
        requireNonNull(annotations);
    }

    /** The same record with log lines. */
    public Activation withLogs(List<String> lines) {
        return new Activation(
                namespace,
                name,
                version,
                subject,
                activationId,
                start,
                end,
                duration,
                cause,
                response,
                lines,
                annotations);
    }
}
