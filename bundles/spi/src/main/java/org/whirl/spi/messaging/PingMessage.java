package org.whirl.spi.messaging;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.whirl.spi.runtime.RuntimeStatus;

/**
 * Sign of life of an invoker, sent every second and whenever its runtimes change.
 *
 * @param invoker who sends it
 * @param enabled whether it takes new work
 * @param runtimes what it can run, and what it cannot and why
 */
public record PingMessage(InvokerId invoker, boolean enabled, List<RuntimeStatus> runtimes) implements Message {
    /** Takes a copy of the list. */
    public PingMessage {
        requireNonNull(invoker);
        runtimes = List.copyOf(runtimes);
    }
}
