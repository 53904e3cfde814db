package org.whirl.spi.balancer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.messaging.ActivationMessage;

/** Decides which invoker runs an activation, and tells the caller how it went. */
public interface LoadBalancer {
    /**
     * An activation under way.
     *
     * @param accepted completes when the bus has taken it; fails with {@code UNAVAILABLE} when no invoker can
     * @param result completes with the record without logs; empty when it must be read from the activation store.
     *     Fails when the invoker never reported
     */
    record Publication(CompletionStage<Void> accepted, CompletionStage<Optional<Activation>> result) {
        /** Both parts are required. */
        public Publication {
            requireNonNull(accepted);
            requireNonNull(result);
        }
    }

    /** Sends an activation of an action to an invoker. Failures are in the stages. */
    Publication publish(Action action, ActivationMessage message);

    /** The name of the topic suffix under which this controller gets acknowledgements. */
    String controller();

    /** Activations of a namespace that are in flight in this controller. */
    int activeActivationsFor(String namespace);

    /** All invokers ever heard of, by number. */
    List<InvokerHealth> invokers();
}
