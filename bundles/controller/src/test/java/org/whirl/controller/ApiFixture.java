package org.whirl.controller;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.store.ActivationStore;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.MemoryActivationStore;
import org.whirl.spi.store.MemoryArtifactStore;
import org.whirl.spi.store.MemorySubjectStore;
import org.whirl.spi.store.SubjectStore;

/** The real server on a free port, with stores in memory and a load balancer that runs Java code. */
final class ApiFixture implements AutoCloseable {
    static final BasicAuthKey GUEST = key("23bc46b1-71f6-4ed5-8c54-816aa4f8c502", 'g');
    static final BasicAuthKey OTHER = key("33bc46b1-71f6-4ed5-8c54-816aa4f8c503", 'o');

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final Vertx vertx = Vertx.vertx();
    final MemoryArtifactStore artifacts = new MemoryArtifactStore();
    final MemoryActivationStore activations = new MemoryActivationStore();
    final MemorySubjectStore subjects = new MemorySubjectStore();
    final FakeLoadBalancer balancer = new FakeLoadBalancer(activations);
    final List<RuntimeProvider> providers = new CopyOnWriteArrayList<>();
    final Api api;

    ApiFixture() {
        this(UnaryOperator.identity());
    }

    ApiFixture(UnaryOperator<Settings> change) {
        this(change, false);
    }

    /** With stores that answer later and on threads of their own. */
    static ApiFixture slow() {
        return new ApiFixture(UnaryOperator.identity(), true);
    }

    private ApiFixture(UnaryOperator<Settings> change, boolean slow) {
        api = new Api(vertx, change.apply(settings()), () -> providers, "0.1.0");
        subjects.put(new Subject("somebody", false, List.of(NamespaceKey.hashed("other", OTHER))), Optional.empty());
        providers.add(() -> List.of(
                RuntimeManifest.of("nodejs:18", "example/nodejs18"),
                RuntimeManifest.of("nodejs:20", "example/nodejs20").asDefault(),
                new RuntimeManifest(
                        "nodejs:6", "example/nodejs6", false, true, false, true, false, List.of(), Optional.empty())));
        providers.add(() -> List.of(
                new RuntimeManifest(
                        "java:8", "example/java8", true, false, true, true, false, List.of(), Optional.empty()),
                RuntimeManifest.of("python:3.11", "example/python311")));
        balancer.offer("nodejs:18", "nodejs:20", "nodejs:6", "java:8");
        api.bind(slow ? SlowStore.of(ArtifactStore.class, artifacts) : artifacts);
        api.bind(slow ? SlowStore.of(ActivationStore.class, activations) : activations);
        api.bind(slow ? SlowStore.of(SubjectStore.class, subjects) : subjects);
        api.bind(balancer);
        api.start();
    }

    static Settings settings() {
        return new Settings(
                "127.0.0.1",
                0,
                2,
                Optional.of(GUEST),
                false,
                false,
                new Settings.Bounds(100, 300_000, 128, 512, 0, 10, 1),
                new Settings.Sizes(52_428_800, 1_048_576, 1_048_576, 50_331_648, 50),
                new Settings.Quotas(60, 30, 60),
                new Settings.Times(500, 2000, 65_000, 15_000));
    }

    static BasicAuthKey key(String uuid, char letter) {
        return new BasicAuthKey(uuid, String.valueOf(letter).repeat(BasicAuthKey.KEY_LENGTH));
    }

    static String basic(BasicAuthKey key) {
        return "Basic " + Base64.getEncoder().encodeToString(key.pair().getBytes(StandardCharsets.UTF_8));
    }

    /** A request of the guest; the path is below its own namespace unless it begins with {@code /api} or is {@code /}. */
    Reply call(String request) {
        return call(request, null);
    }

    Reply call(String request, String body) {
        String[] headers = {"Authorization", basic(GUEST), "Content-Type", "application/json"};
        return send(request, body, headers);
    }

    /** As {@link #call(String, String)}, of somebody with another namespace. */
    Reply other(String request, String body) {
        return send(request, body, "Authorization", basic(OTHER), "Content-Type", "application/json");
    }

    /** A request with exactly these headers. */
    Reply send(String request, String body, String... headers) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return exchange(request, publisher, headers);
    }

    Reply exchange(String request, BodyPublisher body, String... headers) {
        int space = request.indexOf(' ');
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(uri(request.substring(space + 1))).method(request.substring(0, space), body);
        if (headers.length > 0) {
            builder.headers(headers);
        }
        try {
            return new Reply(CLIENT.send(builder.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(request, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        boolean absolute = path.startsWith("/api") || path.equals("/") || path.startsWith("//");
        String whole = absolute ? path.replaceFirst("^//", "/") : "/api/v1/namespaces/_" + path;
        return URI.create("http://127.0.0.1:" + api.port() + whole);
    }

    @Override
    public void close() {
        api.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
