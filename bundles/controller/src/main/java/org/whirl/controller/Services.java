package org.whirl.controller;

import io.vertx.core.Vertx;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.store.ActivationStore;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.SubjectStore;

/** The services of other bundles that requests need, each of which may come and go, and a count of what they cause. */
public record Services(
        ServiceHolder<ArtifactStore> artifacts,
        ServiceHolder<ActivationStore> activations,
        ServiceHolder<SubjectStore> subjects,
        ServiceHolder<LoadBalancer> balancer,
        Underway underway) {
    private static final int MOST_WAITING = 1000;

    static Services of(Vertx vertx, int waitMillis) {
        return new Services(
                new ServiceHolder<>("store of entities", vertx, waitMillis, MOST_WAITING),
                new ServiceHolder<>("store of activations", vertx, waitMillis, MOST_WAITING),
                new ServiceHolder<>("store of subjects", vertx, waitMillis, MOST_WAITING),
                new ServiceHolder<>("load balancer", vertx, waitMillis, MOST_WAITING),
                new Underway());
    }
}
