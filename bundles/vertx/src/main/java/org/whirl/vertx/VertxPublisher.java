package org.whirl.vertx;

import io.vertx.core.Vertx;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the one Vert.x instance that the HTTP server and the container clients share, so that both run on the same
 * few event loops. Registered by code, because a component cannot be the {@link Vertx} interface itself.
 */
@Component(configurationPid = "org.whirl.vertx")
@Designate(ocd = VertxPublisher.Config.class)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.vertx.core.Vertx\"",
        effective = "active")
public final class VertxPublisher {

    @ObjectClassDefinition(name = "Vert.x")
    public @interface Config {
        @AttributeDefinition(description = "Event loop threads; 0 means one for each processor")
        int event_loops() default 0;

        @AttributeDefinition(description = "Threads for the few blocking calls Vert.x makes itself, such as DNS")
        int workers() default 4;

        @AttributeDefinition(description = "Use Linux epoll where it can be loaded, else Java's own selectors")
        boolean native_transport() default true;
    }

    private static final Logger log = LoggerFactory.getLogger(VertxPublisher.class);

    private final Vertx vertx;
    private final ServiceRegistration<Vertx> registration;

    @Activate
    public VertxPublisher(BundleContext context, Config config) {
        Settings settings = Settings.of(config);
        vertx = VertxInstances.create(settings);
        registration = context.registerService(Vertx.class, vertx, null);
        log.info(
                "Vert.x is up with {} event loops on {}",
                settings.eventLoops(),
                vertx.isNativeTransportEnabled() ? "epoll" : "Java selectors");
    }

    @Deactivate
    void close() {
        registration.unregister();
        VertxInstances.close(vertx);
    }
}
