package org.whirl.controller.invoke;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;

/**
 * How an invocation stands when its caller is to be answered.
 *
 * @param id what the activation is called
 * @param ended its record; absent while it runs, or when the caller does not wait for it
 */
public record Invoked(ActivationId id, Optional<Activation> ended) {
    /** All parts are required. */
    public Invoked {
        requireNonNull(id);
        requireNonNull(ended);
    }
}
