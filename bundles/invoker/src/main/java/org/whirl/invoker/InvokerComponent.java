package org.whirl.invoker;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.ContainerFactory;
import org.whirl.spi.messaging.MessagingProvider;
import org.whirl.spi.messaging.MessagingProvider.Subscription;
import org.whirl.spi.messaging.PingMessage;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.store.ActivationStore;
import org.whirl.spi.store.ArtifactStore;

/** Wires the invoker: stores, container technology and runtimes may come and go while activations are in flight. */
@Component(configurationPid = "org.whirl.invoker")
@Designate(ocd = InvokerComponent.Config.class)
public final class InvokerComponent {
    @ObjectClassDefinition(name = "Invoker")
    public @interface Config {
        @AttributeDefinition(description = "Number of this invoker, unique in the cluster, from 0")
        int instance() default 0;

        @AttributeDefinition(description = "Name that the number was given out for; empty for none")
        String unique_name() default "";

        @AttributeDefinition(description = "Megabytes given to containers; 0 means half of the machine's memory")
        long user_memory() default 0;

        @AttributeDefinition(description = "What actions see as __OW_API_HOST")
        String api_host() default "http://127.0.0.1:3233";

        @AttributeDefinition(description = "Activations taken from the queue and not done")
        int max_in_flight() default 1024;

        @AttributeDefinition(description = "Largest result of an action, bytes")
        int payload_max() default 1_048_576;

        @AttributeDefinition(description = "Idle time after which a container is frozen, milliseconds; 0 for never")
        long pause_grace() default 0;

        @AttributeDefinition(description = "Time between two looks at the demand for stem cells, milliseconds")
        long stem_check() default 60_000;

        @AttributeDefinition(description = "Idle time after which a container ends, milliseconds")
        long idle_container() default 600_000;

        @AttributeDefinition(description = "Time given to running activations when the invoker stops, milliseconds")
        long drain_timeout() default 10_000;
    }

    private static final Logger log = LoggerFactory.getLogger(InvokerComponent.class);
    private static final long PING_MILLIS = 1_000;
    private static final long IDLE_CHECK_MILLIS = 1_000;
    private static final long DRAIN_CHECK_MILLIS = 10;
    private static final long CLOSE_SECONDS = 10;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ArtifactStore artifacts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ActivationStore activations;

    private volatile ContainerFactory factory;

    private final Vertx vertx;
    private final Context context;
    private final Settings settings;
    private final MessagingProvider messaging;
    private final ContainerClient client;
    private final ContainerPool pool;
    private final RuntimeCatalog catalog;
    private final Invoker invoker;
    private final Subscription subscription;
    private final long pingTimer;
    private final long idleTimer;
    private final long stemTimer;

    @Activate
    public InvokerComponent(Config config, @Reference Vertx vertx, @Reference MessagingProvider messaging) {
        this(Settings.of(config), vertx, messaging);
    }

    InvokerComponent(Settings settings, Vertx vertx, MessagingProvider messaging) {
        this.vertx = vertx;
        this.settings = settings;
        this.messaging = messaging;
        this.context = vertx.getOrCreateContext();
        this.client = new ContainerClient(vertx);
        Services services = new Services(vertx);
        PoolTools tools = new PoolTools(
                vertx,
                context,
                settings,
                client,
                new Reporter(settings.id(), messaging, services, () -> activations),
                new ActionLoader(vertx, services, () -> artifacts),
                services,
                () -> factory);
        this.pool = new ContainerPool(tools);
        this.catalog = new RuntimeCatalog(context, this::runtimesChanged);
        this.invoker = new Invoker(tools, pool, catalog, () -> activations);
        String topic = settings.id().topic();
        this.subscription = messaging.subscribe(topic, topic, settings.maxInFlight(), invoker::handle);
        this.pingTimer = vertx.setPeriodic(PING_MILLIS, id -> context.runOnContext(nothing -> ping(true)));
        this.idleTimer = vertx.setPeriodic(IDLE_CHECK_MILLIS, id -> context.runOnContext(nothing -> pool.tendIdle()));
        this.stemTimer = vertx.setPeriodic(
                settings.stemCheck().toMillis(), id -> context.runOnContext(nothing -> pool.followDemand()));
        log.info(
                "Invoker {} gives {} MB to containers",
                settings.id().instance(),
                settings.id().userMemory());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindFactory(ContainerFactory technology) {
        factory = technology;
        context.runOnContext(nothing -> catalog.use(technology));
    }

    void unbindFactory(ContainerFactory technology) {
        if (factory == technology) {
            factory = null;
            context.runOnContext(nothing -> catalog.use(factory));
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRuntime(RuntimeProvider provider) {
        context.runOnContext(nothing -> catalog.add(provider));
    }

    void removeRuntime(RuntimeProvider provider) {
        context.runOnContext(nothing -> catalog.remove(provider));
    }

    private void runtimesChanged() {
        pool.use(catalog.available());
        ping(true);
    }

    private void ping(boolean enabled) {
        messaging
                .send("health", new PingMessage(settings.id(), enabled, catalog.statuses()))
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        log.debug("A ping was not taken", failure);
                    }
                });
    }

    /** Takes no new work, lets what runs end for a bounded time, then ends all containers. */
    @Deactivate
    void close() {
        subscription.close();
        vertx.cancelTimer(pingTimer);
        vertx.cancelTimer(idleTimer);
        vertx.cancelTimer(stemTimer);
        Future<Void> closed = Future.future(promise -> context.runOnContext(nothing -> {
            ping(false);
            drain(System.nanoTime() + settings.drain().toNanos())
                    .compose(drained -> pool.close())
                    .onComplete(promise);
        }));
        try {
            closed.toCompletionStage()
                    .toCompletableFuture()
                    .get(settings.drain().toSeconds() + CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Not all containers ended in time", e);
        }
        client.close();
    }

    private Future<Void> drain(long deadline) {
        if (invoker.active() == 0 || System.nanoTime() > deadline) {
            return Future.succeededFuture();
        }
        return Future.<Void>future(promise -> vertx.setTimer(DRAIN_CHECK_MILLIS, id -> promise.complete()))
                .compose(nothing -> drain(deadline));
    }
}
