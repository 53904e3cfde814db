package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.store.ActivationStore;
import org.whirl.spi.store.ArtifactStore;

/** What happens while a sequence runs: when its parts start, and what of it outlives trouble. */
public final class ChainCourseTest {
    private static final String CODE = "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("course of sequences", api);
    private final List<CompletableFuture<Optional<Activation>>> running = new CopyOnWriteArrayList<>();

    @Before
    public void prepare() {
        vectors.check("PUT /actions/a", CODE, 200);
        vectors.check(
                "PUT /actions/s",
                "{\"exec\":{\"kind\":\"sequence\",\"components\":[\"/_/a\",\"/_/a\",\"/_/a\",\"/_/a\",\"/_/a\"]}}",
                200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private void holdResults() {
        api.balancer.define("a", message -> {
            CompletableFuture<Optional<Activation>> result = new CompletableFuture<>();
            running.add(result);
            return new Publication(CompletableFuture.completedFuture(null), result);
        });
    }

    private void finish(int step) {
        ActivationMessage message = api.balancer.messages.get(step);
        Activation record = api.balancer.record(
                message, FakeLoadBalancer.response(Json.object().put("step", step)));
        running.get(step).complete(Optional.of(record));
    }

    private String start() {
        return vectors.check("POST /actions/s", "{\"step\":-1}", 202)
                .json()
                .path("activationId")
                .asText();
    }

    private Optional<JsonNode> stored(String id) {
        return api.activations
                .get("guest", new ActivationId(id))
                .toCompletableFuture()
                .join()
                .map(record -> record.response().result().get());
    }

    /** Counts the calls of a method, and lets the first few fail. */
    private static <S> S watched(Class<S> type, S store, String method, AtomicInteger calls, int failures) {
        InvocationHandler handler = (proxy, called, arguments) -> {
            if (called.getName().equals(method) && calls.incrementAndGet() <= failures) {
                return CompletableFuture.failedFuture(new IllegalStateException("the store is away"));
            }
            try {
                return called.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    public void startsEachStepWithTheEndOfTheLastWithoutAnyStore() {
        AtomicInteger entityReads = new AtomicInteger();
        AtomicInteger recordReads = new AtomicInteger();
        api.api.bind(watched(ArtifactStore.class, api.artifacts, "get", entityReads, 0));
        api.api.bind(watched(ActivationStore.class, api.activations, "get", recordReads, 0));
        vectors.check("POST /actions/s?blocking=true", "{}", 200);
        api.balancer.messages.clear();
        entityReads.set(0);
        holdResults();
        String id = start();
        for (int step = 0; step < 5; step++) {
            assertThat(running).hasSize(step + 1);
            assertThat(Json.text(api.balancer.messages.get(step).content().get()))
                    .isEqualTo("{\"step\":" + (step - 1) + "}");
            assertThat(stored(id)).isEmpty();
            finish(step);
        }
        assertThat(running).hasSize(5);
        assertThat(stored(id).map(Json::text)).contains("{\"step\":4}");
        assertThat(entityReads).hasValue(0);
        assertThat(recordReads).hasValue(0);
    }

    @Test
    public void goesOnWhenItsCallerNoLongerWaits() {
        holdResults();
        Reply reply = vectors.check("POST /actions/s?blocking=true&timeout=50", "{}", 202);
        for (int step = 0; step < 5; step++) {
            finish(step);
        }
        assertThat(stored(reply.json().path("activationId").asText())).isPresent();
        assertThat(reply.header("x-openwhisk-activation-id"))
                .isEqualTo(reply.json().path("activationId").asText());
    }

    @Test
    public void isRefusedAsAWholeWhenNothingCanRunTheFirstStep() {
        api.balancer.define("a", message -> refused());
        for (String query : new String[] {"", "?blocking=true"}) {
            vectors.refused(
                    "POST /actions/s" + query,
                    "{}",
                    503,
                    "The server is currently unavailable (because it is overloaded or down for maintenance).");
        }
        assertThat(vectors.check("GET /activations", null, 200).json()).isEmpty();
    }

    private static Publication refused() {
        WhirlException none = new WhirlException(Kind.UNAVAILABLE, "No invokers available");
        return new Publication(CompletableFuture.failedFuture(none), CompletableFuture.failedFuture(none));
    }

    @Test
    public void outlivesAMomentWithoutInvokers() {
        AtomicInteger calls = new AtomicInteger();
        api.balancer.define("a", message -> {
            int call = calls.incrementAndGet();
            return call == 2 || call == 3
                    ? refused()
                    : FakeLoadBalancer.finished(api.balancer.record(
                            message, FakeLoadBalancer.response(Json.object().put("call", call))));
        });
        String id = start();
        Deadline.within(10, () -> stored(id).isPresent());
        assertThat(stored(id).map(Json::text)).contains("{\"call\":7}");
    }

    @Test
    public void readsResultsThatAreTooLargeForTheirMessages() {
        api.balancer.define("a", message -> {
            api.balancer.record(message, FakeLoadBalancer.response(Json.object().put("large", true)));
            return new Publication(
                    CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(Optional.empty()));
        });
        assertThat(vectors.check("POST /actions/s?blocking=true", "{}", 200).at("/response/result"))
                .isEqualTo("{\"large\":true}");
    }

    @Test
    public void keepsItsRecordWhileTheStoreIsAway() {
        AtomicInteger writes = new AtomicInteger();
        api.api.bind(watched(ActivationStore.class, api.activations, "put", writes, 3));
        String id = start();
        Deadline.within(10, () -> stored(id).isPresent());
        assertThat(writes).hasValue(4);
    }

    @Test
    public void endsBeforeTheApiStops() throws InterruptedException {
        holdResults();
        String id = start();
        Thread stop = new Thread(api.api::stop);
        stop.start();
        for (int step = 0; step < 5; step++) {
            Deadline.within(10, () -> stop.getState() == Thread.State.TIMED_WAITING);
            finish(step);
        }
        stop.join(10_000);
        assertThat(stop.isAlive()).isFalse();
        assertThat(stored(id).map(Json::text)).contains("{\"step\":4}");
    }
}
