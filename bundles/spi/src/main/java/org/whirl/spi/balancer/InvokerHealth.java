package org.whirl.spi.balancer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.runtime.RuntimeStatus;

/**
 * What a controller knows of an invoker.
 *
 * @param id who
 * @param state whether it can be used
 * @param freeMemory megabytes of its memory that this controller has not given out; negative when overbooked
 * @param runtimes what it can run
 */
public record InvokerHealth(InvokerId id, State state, long freeMemory, List<RuntimeStatus> runtimes) {
    /** Health of an invoker; the label is what operators see. */
    public enum State {
        /** Takes work. */
        HEALTHY("up"),
        /** Too many of its last activations ended in faults of the platform. */
        UNHEALTHY("unhealthy"),
        /** Too many of its last activations were never reported. */
        UNRESPONSIVE("unresponsive"),
        /** Gives no sign of life, or says that it takes no work. */
        OFFLINE("down");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The word shown. */
        public String label() {
            return label;
        }
    }

    /** Takes a copy of the list. */
    public InvokerHealth {
        requireNonNull(id);
        requireNonNull(state);
        runtimes = List.copyOf(runtimes);
    }
}
