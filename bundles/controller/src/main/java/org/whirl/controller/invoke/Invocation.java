package org.whirl.controller.invoke;

import java.util.Optional;
import org.whirl.controller.entity.Place;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.messaging.TransactionId;
import org.whirl.spi.store.Stored;

/**
 * One run of an action that is about to start.
 *
 * @param transaction the request it belongs to
 * @param caller who pays for it
 * @param action what is to run
 * @param place where the action was found
 * @param blocking whether somebody waits for the result
 * @param cause the sequence or composition that it is a part of
 */
record Invocation(
        TransactionId transaction,
        Identity caller,
        Stored<Action> action,
        Place place,
        boolean blocking,
        Optional<ActivationId> cause) {
    /** The same call of another action, as a part of an activation that waits for the result. */
    Invocation derive(Stored<Action> other, Place otherPlace, ActivationId parent) {
        return new Invocation(transaction, caller, other, otherPlace, true, Optional.of(parent));
    }
}
