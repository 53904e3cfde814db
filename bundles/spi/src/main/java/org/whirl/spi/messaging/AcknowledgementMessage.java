package org.whirl.spi.messaging;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;

/**
 * An invoker's word on an activation: the result, or that its slot is free again, or both at once.
 *
 * @param transaction the request it belongs to
 * @param activationId which activation
 * @param result whether it ends the waiting of a blocking caller
 * @param activation the record without logs; absent when it was too large to send or nobody waits
 * @param invoker the invoker whose slot is free now; absent when it is not yet
 * @param systemError whether the platform was at fault, for the invoker's health
 */
public record AcknowledgementMessage(
        TransactionId transaction,
        ActivationId activationId,
        boolean result,
        Optional<Activation> activation,
        Optional<InvokerId> invoker,
        boolean systemError)
        implements Message {
    /** Fails when it says nothing: it must bring a result or free a slot. */
    public AcknowledgementMessage {
        requireNonNull(transaction);
        requireNonNull(activationId);
        requireNonNull(activation);
        requireNonNull(invoker);
        if (!result && invoker.isEmpty()) {
            throw new IllegalArgumentException("an acknowledgement without result must free a slot");
        }
    }
}
