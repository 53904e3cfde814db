package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.controller.entity.ActionAccess;
import org.whirl.controller.entity.Actions;
import org.whirl.controller.entity.EntityCache;
import org.whirl.controller.entity.PackageAccess;
import org.whirl.controller.entity.Place;
import org.whirl.controller.entity.Runtimes;
import org.whirl.controller.invoke.Invocations;
import org.whirl.controller.invoke.InvokeQuery;
import org.whirl.controller.invoke.Patience;
import org.whirl.controller.invoke.RecordKeeper;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.entity.Exec.CodeExec;
import org.whirl.spi.entity.Exec.SequenceExec;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.TransactionId;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.store.ActivationQuery;
import org.whirl.spi.store.MemoryActivationStore;
import org.whirl.spi.store.MemoryArtifactStore;
import org.whirl.spi.store.Stored;

/** How long a chain waits for its parts, with a patience that is short enough to see its end. */
public final class ChainTimesTest {
    private static final Patience SHORT = new Patience(50, 250);
    private static final ActionLimits BRIEF = new ActionLimits(100, 256, 10, 1, Optional.empty());
    private static final FullyQualifiedName A = FullyQualifiedName.of("guest", "a");

    private final Vertx vertx = Vertx.vertx();
    private final Services services = Services.of(vertx, 500);
    private final MemoryArtifactStore artifacts = new MemoryArtifactStore();
    private final MemoryActivationStore activations = new MemoryActivationStore();
    private final FakeLoadBalancer balancer = new FakeLoadBalancer(activations);
    private Invocations invocations;

    @Before
    public void start() {
        services.artifacts().bind(artifacts);
        services.activations().bind(activations);
        services.balancer().bind(balancer);
        EntityCache cache = new EntityCache(services.artifacts());
        ActionAccess access = new ActionAccess(new PackageAccess(cache), new Actions(services.artifacts(), cache));
        Runtimes runtimes = new Runtimes(
                vertx,
                () -> List.of(() -> List.of(RuntimeManifest.of("nodejs:20", "example/nodejs20"))),
                services.balancer(),
                500);
        RecordKeeper records = new RecordKeeper(vertx, services);
        invocations = new Invocations(vertx, services, runtimes, access, records, 50, SHORT);
        put(action("a", code(), Parameters.EMPTY));
    }

    @After
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Exec code() {
        return new CodeExec("nodejs:20", Optional.of(new Code.Inline("x")), Optional.empty(), false);
    }

    private static Action action(String name, Exec exec, Parameters annotations) {
        return new Action(
                EntityPath.of("guest"),
                new EntityName(name),
                SemanticVersion.FIRST,
                false,
                1,
                exec,
                Parameters.EMPTY,
                BRIEF,
                annotations);
    }

    private Stored<Action> put(Action action) {
        String revision = artifacts
                .put(action, Optional.empty())
                .toCompletableFuture()
                .join()
                .revision();
        return new Stored<>(action, revision);
    }

    private Activation run(Stored<Action> action, NamespaceLimits limits) {
        Identity caller = new Identity("guest", "guest", ApiFixture.GUEST, limits);
        return invocations
                .run(
                        new TransactionId("t", System.currentTimeMillis()),
                        caller,
                        action,
                        Place.of("guest"),
                        Json.object(),
                        new InvokeQuery(true, false, 20_000))
                .toCompletableFuture()
                .join()
                .ended()
                .orElseThrow();
    }

    private Stored<Action> sequence() {
        return put(action("s", new SequenceExec(List.of(A, A)), Parameters.EMPTY));
    }

    private static Publication silent() {
        return new Publication(CompletableFuture.completedFuture(null), new CompletableFuture<>());
    }

    @Test
    public void givesUpPartsThatAreNeverHeardOf() {
        balancer.define("a", message -> silent());
        Activation sequence = run(sequence(), NamespaceLimits.NONE);
        String lost = balancer.messages.get(0).activationId().value();
        assertThat(sequence.logs()).containsExactly(lost);
        assertThat(Json.text(sequence.response().result().get()))
                .isEqualTo("{\"error\":\"Timeout reached when retrieving activation " + lost
                        + " for sequence component.\"}");
        assertThat(sequence.response().outcome().statusCode()).isEqualTo(3);
        Parameters conductor = Parameters.EMPTY.with("conductor", BooleanNode.TRUE);
        balancer.define("c", message -> silent());
        Activation composition = run(put(action("c", code(), conductor)), NamespaceLimits.NONE);
        lost = balancer.messages.get(1).activationId().value();
        assertThat(composition.logs()).containsExactly(lost);
        assertThat(Json.text(composition.response().result().get()))
                .isEqualTo(
                        "{\"error\":\"Timeout reached when retrieving activation " + lost + " during composition.\"}");
    }

    @Test
    public void findsPartsWhoseReportWasLost() {
        balancer.define("a", message -> {
            balancer.record(message, FakeLoadBalancer.response(Json.object().put("found", true)));
            return silent();
        });
        Activation sequence = run(sequence(), NamespaceLimits.NONE);
        assertThat(Json.text(sequence.response().result().get())).isEqualTo("{\"found\":true}");
        assertThat(sequence.logs()).hasSize(2);
    }

    @Test
    public void waitsForInvokersNotForEver() {
        AtomicInteger calls = new AtomicInteger();
        balancer.define("a", message -> {
            if (calls.incrementAndGet() == 1) {
                return FakeLoadBalancer.finished(balancer.record(message, FakeLoadBalancer.response(Json.object())));
            }
            throw new WhirlException(Kind.UNAVAILABLE, "No invokers available");
        });
        Activation sequence = run(sequence(), NamespaceLimits.NONE);
        assertThat(Json.text(sequence.response().result().get())).isEqualTo("{\"error\":\"Sequence failed.\"}");
        assertThat(sequence.logs()).hasSize(1);
        assertThat(calls.get()).isBetween(3, 5);
    }

    @Test
    public void keepsNoRecordsOfNamespacesThatWantNone() {
        run(sequence(), NamespaceLimits.NONE.withStoreActivations(false));
        ActivationQuery all = new ActivationQuery("guest", Optional.of("s"), Optional.empty(), Optional.empty(), 0, 10);
        assertThat(activations.count(all).toCompletableFuture().join()).isZero();
    }
}
