package org.whirl.controller.invoke;

import static java.util.Objects.requireNonNull;

import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.ActivationId;

/**
 * An activation that is on its way.
 *
 * @param id what it is called
 * @param publication when it is accepted, and how it ends
 */
record Started(ActivationId id, Publication publication) {
    /** Both parts are required. */
    Started {
        requireNonNull(id);
        requireNonNull(publication);
    }
}
