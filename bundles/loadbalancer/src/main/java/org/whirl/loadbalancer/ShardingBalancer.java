package org.whirl.loadbalancer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.loadbalancer.InvokerView.Ending;
import org.whirl.spi.WhirlException;
import org.whirl.spi.balancer.InvokerHealth;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.messaging.AcknowledgementMessage;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.MessagingProvider;
import org.whirl.spi.messaging.MessagingProvider.Delivery;
import org.whirl.spi.messaging.MessagingProvider.Subscription;
import org.whirl.spi.messaging.PingMessage;

/** Spreads activations over the invokers by the hash of namespace and action, keeping count of their memory. */
@Component(configurationPid = "org.whirl.loadbalancer")
@Designate(ocd = ShardingBalancer.Config.class)
public final class ShardingBalancer implements LoadBalancer {
    @ObjectClassDefinition(name = "Load balancer")
    public @interface Config {
        @AttributeDefinition(description = "Name of this controller, unique in the cluster; part of a topic's name")
        String controller() default "0";

        @AttributeDefinition(description = "Share of the invokers used for the platform's own images, 0 to 1")
        double managed_fraction() default 0.9;

        @AttributeDefinition(description = "Share of the invokers used for users' own images, 0 to 1")
        double blackbox_fraction() default 0.1;

        @AttributeDefinition(description = "Silence after which an invoker gets no more work, milliseconds")
        long offline_after() default 10_000;

        @AttributeDefinition(description = "An activation counts as lost after its time limit times this, ...")
        double timeout_factor() default 2;

        @AttributeDefinition(description = "... plus this many milliseconds")
        long timeout_addon() default 60_000;
    }

    private static final Logger log = LoggerFactory.getLogger(ShardingBalancer.class);
    private static final String HEALTH_TOPIC = "health";
    private static final int MOST_UNHANDLED = 128;

    /** The least time limit that counts for lost activations (contract: invoker and messaging, 13). */
    private static final long LEAST_LIMIT = 60_000;

    private final Settings settings;
    private final MessagingProvider messaging;
    private final InvokerRegistry registry;
    private final Map<ActivationId, InFlight> inFlight = new ConcurrentHashMap<>();
    private final Map<String, Integer> byNamespace = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock;
    private final List<Subscription> subscriptions;

    @Activate
    public ShardingBalancer(Config config, @Reference MessagingProvider messaging) {
        this(Settings.of(config), messaging);
    }

    ShardingBalancer(Settings settings, MessagingProvider messaging) {
        this.settings = settings;
        this.messaging = messaging;
        this.registry = new InvokerRegistry(settings);
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "whirl-balancer-clock"));
        clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        this.subscriptions = List.of(
                messaging.subscribe(HEALTH_TOPIC, HEALTH_TOPIC + settings.controller(), MOST_UNHANDLED, this::onPing),
                messaging.subscribe(completed(), completed(), MOST_UNHANDLED, this::onAcknowledgement));
    }

    private String completed() {
        return "completed" + settings.controller();
    }

    /** The name under which activations of an action share containers. */
    static String slotKey(Action action) {
        return action.fullyQualifiedName() + "@" + action.version();
    }

    @Override
    public Publication publish(Action action, ActivationMessage message) {
        CompletableFuture<Optional<Activation>> result = new CompletableFuture<>();
        String namespace = message.user().namespace();
        Optional<InvokerView> chosen = registry.choose(namespace, action);
        if (chosen.isEmpty()) {
            return refused(
                    result,
                    new WhirlException(
                            WhirlException.Kind.UNAVAILABLE,
                            "The server is currently unavailable (because it is overloaded or down for"
                                    + " maintenance)."));
        }
        InFlight entry = new InFlight(namespace, action, chosen.get(), now() + patience(action), result);
        inFlight.put(message.activationId(), entry);
        byNamespace.merge(namespace, 1, Integer::sum);
        CompletionStage<Void> accepted = messaging
                .send(chosen.get().id().topic(), message)
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        end(message.activationId());
                        result.completeExceptionally(failure);
                    }
                });
        return new Publication(accepted, result);
    }

    private static Publication refused(CompletableFuture<Optional<Activation>> result, WhirlException why) {
        result.completeExceptionally(why);
        return new Publication(CompletableFuture.failedFuture(why), result);
    }

    private long patience(Action action) {
        long limit = Math.max(action.limits().timeout(), LEAST_LIMIT);
        return (long) (limit * settings.timeoutFactor())
                + settings.timeoutAddon().toMillis();
    }

    private CompletionStage<Void> onPing(Delivery delivery) {
        if (delivery.message() instanceof PingMessage ping) {
            registry.ping(ping, now());
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> onAcknowledgement(Delivery delivery) {
        if (delivery.message() instanceof AcknowledgementMessage acknowledgement) {
            ActivationId id = acknowledgement.activationId();
            InFlight entry = acknowledgement.invoker().isPresent() ? end(id) : inFlight.get(id);
            if (entry != null) {
                if (acknowledgement.invoker().isPresent()) {
                    entry.invoker().ended(acknowledgement.systemError() ? Ending.SYSTEM_ERROR : Ending.SUCCESS);
                }
                if (acknowledgement.result() || acknowledgement.invoker().isPresent()) {
                    entry.result().complete(acknowledgement.activation());
                }
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Takes an activation out of the books; {@code null} when it was not in them. */
    private InFlight end(ActivationId id) {
        InFlight entry = inFlight.remove(id);
        if (entry != null) {
            entry.releaseSlot();
            byNamespace.computeIfPresent(entry.namespace(), (key, count) -> count == 1 ? null : count - 1);
        }
        return entry;
    }

    private void tick() {
        try {
            long now = now();
            registry.checkSilence(now);
            inFlight.forEach((id, entry) -> {
                if (entry.deadline() < now && end(id) != null) {
                    log.warn(
                            "Activation {} was never reported by invoker {}",
                            id,
                            entry.invoker().id().instance());
                    entry.invoker().ended(Ending.TIMEOUT);
                    entry.result()
                            .completeExceptionally(new WhirlException(
                                    WhirlException.Kind.INTERNAL, "There was an internal server error."));
                }
            });
        } catch (RuntimeException e) {
            log.error("The check of invokers failed", e);
        }
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public String controller() {
        return settings.controller();
    }

    @Override
    public int activeActivationsFor(String namespace) {
        return byNamespace.getOrDefault(namespace, 0);
    }

    @Override
    public List<InvokerHealth> invokers() {
        return registry.views().stream().map(InvokerView::snapshot).toList();
    }

    @Deactivate
    void close() {
        subscriptions.forEach(Subscription::close);
        clock.shutdownNow();
        WhirlException gone = new WhirlException(
                WhirlException.Kind.UNAVAILABLE, "The load balancer was stopped. Ask for the activation by its id.");
        inFlight.values().forEach(entry -> entry.result().completeExceptionally(gone));
    }
}
