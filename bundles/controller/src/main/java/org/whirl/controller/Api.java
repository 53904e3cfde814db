package org.whirl.controller;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.controller.api.Routes;
import org.whirl.controller.auth.Authenticator;
import org.whirl.controller.auth.GuestAccount;
import org.whirl.controller.entity.EntityCache;
import org.whirl.controller.entity.Runtimes;
import org.whirl.controller.http.ApiServer;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.store.ActivationStore;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.SubjectStore;

/** The API with everything it consists of; the services it needs are told to it as they come and go. */
final class Api {
    private static final Logger log = LoggerFactory.getLogger(Api.class);

    /** A kind that was taken out is refused within five seconds, so less is waited for it to come back. */
    private static final int MAX_KIND_WAIT = 3_000;

    private final Settings settings;
    private final Services services;
    private final EntityCache entities;
    private final Authenticator authenticator;
    private final HeavyWork heavyWork = new HeavyWork();
    private final ApiServer server;
    private SubjectStore preparing;

    Api(Vertx vertx, Settings settings, Supplier<List<RuntimeProvider>> providers, String version) {
        this.settings = settings;
        int wait = settings.times().serviceWait();
        services = Services.of(vertx, wait);
        entities = new EntityCache(services.artifacts());
        authenticator = new Authenticator(services.subjects(), settings.guest());
        Runtimes runtimes = new Runtimes(vertx, providers, services.balancer(), Math.min(wait, MAX_KIND_WAIT));
        server = new ApiServer(
                vertx,
                settings,
                Routes.of(vertx, settings, services, runtimes, entities, authenticator, version),
                heavyWork);
    }

    void start() {
        server.start();
    }

    int port() {
        return server.port();
    }

    void stop() {
        server.stop();
        int left = services.underway().await(settings.times().drain());
        if (left > 0) {
            log.warn("{} sequences or records were under way when the API had to stop", left);
        }
        heavyWork.close();
    }

    void bind(ArtifactStore store) {
        entities.follow(store);
        services.artifacts().bind(store);
    }

    void unbind(ArtifactStore store) {
        services.artifacts().unbind(store);
        entities.leave(store);
    }

    void bind(ActivationStore store) {
        services.activations().bind(store);
    }

    void unbind(ActivationStore store) {
        services.activations().unbind(store);
    }

    void bind(LoadBalancer balancer) {
        services.balancer().bind(balancer);
    }

    void unbind(LoadBalancer balancer) {
        services.balancer().unbind(balancer);
    }

    /** Nobody asks a store of subjects before the guest is in it. */
    synchronized void bind(SubjectStore store) {
        preparing = store;
        CompletionStage<Void> prepared = settings.guest()
                .map(credentials -> new GuestAccount(credentials, settings.plainKeys()).ensure(store))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        prepared.whenComplete((done, failure) -> {
            if (failure != null) {
                log.error("The namespace guest could not be made; its credentials may not work", failure);
            }
            ready(store);
        });
    }

    private synchronized void ready(SubjectStore store) {
        if (preparing == store) {
            authenticator.follow(store);
            services.subjects().bind(store);
        }
    }

    synchronized void unbind(SubjectStore store) {
        if (preparing == store) {
            preparing = null;
        }
        services.subjects().unbind(store);
    }
}
