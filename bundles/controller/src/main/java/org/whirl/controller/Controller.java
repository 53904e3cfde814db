package org.whirl.controller;

import io.vertx.core.Vertx;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.store.ActivationStore;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.SubjectStore;

/**
 * The REST API as a component. Its port stays open while stores and load balancer are exchanged: requests wait for their
 * successors.
 */
@Component(
        configurationPid = "org.whirl.controller",
        service = {})
@Designate(ocd = Controller.Config.class)
public final class Controller {

    @ObjectClassDefinition(name = "Controller: the REST API")
    public @interface Config {
        @AttributeDefinition(description = "Address to listen on; 0.0.0.0 for all")
        String host() default "127.0.0.1";

        @AttributeDefinition(description = "Port to listen on")
        int port() default 3233;

        @AttributeDefinition(description = "Event loops that serve it; 0 means one for each processor")
        int event_loops() default 0;

        @AttributeDefinition(
                type = AttributeType.PASSWORD,
                description = "uuid:key of the namespace guest, which is made with it; empty for no such namespace")
        String guest_auth() default "";

        @AttributeDefinition(
                description = "Whether keys are stored as they are, for other tools that read the database")
        boolean keys_plain() default false;

        @AttributeDefinition(description = "Whether others may use what is in published packages but not read it")
        boolean shared_execute_only() default false;

        @AttributeDefinition(description = "Shortest time limit of an action in milliseconds")
        int action_timeout_min() default 100;

        @AttributeDefinition(description = "Longest time limit of an action in milliseconds")
        int action_timeout_max() default 300_000;

        @AttributeDefinition(description = "Smallest memory limit of an action in MB")
        int action_memory_min() default 128;

        @AttributeDefinition(description = "Largest memory limit of an action in MB")
        int action_memory_max() default 512;

        @AttributeDefinition(description = "Smallest log limit of an action in MB")
        int action_logs_min() default 0;

        @AttributeDefinition(description = "Largest log limit of an action in MB")
        int action_logs_max() default 10;

        @AttributeDefinition(description = "Most activations that an action may ask to run at once in one container")
        int action_concurrency_max() default 1;

        @AttributeDefinition(description = "Most actions in a sequence, those of sequences in it included")
        int sequence_max() default 50;

        @AttributeDefinition(description = "Largest request in bytes")
        int request_max() default 52_428_800;

        @AttributeDefinition(description = "Largest payload of an invocation in bytes")
        int payload_max() default 1_048_576;

        @AttributeDefinition(description = "Largest list of parameters or annotations in bytes")
        int parameters_max() default 1_048_576;

        @AttributeDefinition(description = "Largest code of an action in characters")
        int code_max() default 50_331_648;

        @AttributeDefinition(description = "Invocations of a namespace in a minute, where it has no limit of its own")
        int invocations_per_minute() default 60;

        @AttributeDefinition(description = "Activations of a namespace at once, where it has no limit of its own")
        int concurrent_invocations() default 30;

        @AttributeDefinition(description = "Trigger fires of a namespace in a minute, where it has no limit of its own")
        int fires_per_minute() default 60;

        @AttributeDefinition(
                description = "Milliseconds that a request waits for a store or load balancer to come back")
        int service_wait() default 5000;

        @AttributeDefinition(description = "Milliseconds that requests under way have to end when the API is stopped")
        int drain() default 10_000;

        @AttributeDefinition(description = "Milliseconds after which a request without an answer is refused")
        int request_timeout() default 65_000;

        @AttributeDefinition(description = "Longest pause in milliseconds while a client sends a body")
        int body_pause() default 15_000;
    }

    private static final Logger log = LoggerFactory.getLogger(Controller.class);

    private final Api api;

    @Reference(policy = ReferencePolicy.DYNAMIC)
    private volatile List<RuntimeProvider> runtimes = List.of();

    @Activate
    public Controller(BundleContext context, Config config, @Reference Vertx vertx) {
        String version = context.getBundle().getVersion().toString();
        api = new Api(vertx, Settings.of(config), () -> runtimes, version);
    }

    @Activate
    void start() {
        try {
            api.start();
        } catch (IllegalStateException e) {
            log.error(e.getMessage());
            throw e;
        }
    }

    @Deactivate
    void stop() {
        api.stop();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindArtifactStore(ArtifactStore store) {
        api.bind(store);
    }

    void unbindArtifactStore(ArtifactStore store) {
        api.unbind(store);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindActivationStore(ActivationStore store) {
        api.bind(store);
    }

    void unbindActivationStore(ActivationStore store) {
        api.unbind(store);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSubjectStore(SubjectStore store) {
        api.bind(store);
    }

    void unbindSubjectStore(SubjectStore store) {
        api.unbind(store);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLoadBalancer(LoadBalancer balancer) {
        api.bind(balancer);
    }

    void unbindLoadBalancer(LoadBalancer balancer) {
        api.unbind(balancer);
    }
}
