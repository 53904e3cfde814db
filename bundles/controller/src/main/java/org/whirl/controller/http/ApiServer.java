package org.whirl.controller.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.controller.HeavyWork;
import org.whirl.controller.Settings;

/** The HTTP server: one for each event loop, all on the same port. */
public final class ApiServer {
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
    private static final long START_MILLIS = 10_000;
    private static final long BODY_MEMORY =
            Math.max(128L << 20, Runtime.getRuntime().maxMemory() / 8);
    private static final int URL_LENGTH = 8 * 1024;
    private static final int HEADER_SIZE = 32 * 1024;

    private final Vertx vertx;
    private final Settings settings;
    private final Router router;
    private final HeavyWork heavyWork;
    private final BodyMemory memory = new BodyMemory(BODY_MEMORY);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile String deployment;
    private volatile int port;

    /** A server that is not started yet. */
    public ApiServer(Vertx vertx, Settings settings, Router router, HeavyWork heavyWork) {
        this.vertx = vertx;
        this.settings = settings;
        this.router = router;
        this.heavyWork = heavyWork;
    }

    /** Starts to listen; fails when the port is taken. */
    public void start() {
        DeploymentOptions options = new DeploymentOptions().setInstances(settings.eventLoops());
        try {
            deployment = await(vertx.deployVerticle(Listener::new, options).toCompletionStage(), START_MILLIS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(startFailure(e), e);
        }
        log.info("The API listens on http://{}:{}", settings.host(), port);
    }

    private String startFailure(Exception failure) {
        String address = settings.host() + ":" + settings.port();
        return Failures.cause(failure) instanceof BindException
                ? "The API cannot listen on " + address + ": the port is taken, or the address is not one of this"
                        + " machine. Stop the other program or set another port."
                : "The API cannot listen on " + address;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Lets requests under way end, for a bounded time, and refuses new ones; then closes the port. */
    public void stop() {
        stopping = true;
        if (deployment == null) {
            return;
        }
        try {
            if (inFlight.get() > 0) {
                await(idle, settings.times().drain());
            }
        } catch (ExecutionException | TimeoutException e) {
            log.warn("{} requests were cut off when the API stopped", inFlight.get());
        }
        String ending = deployment;
        deployment = null;
        try {
            await(vertx.undeploy(ending).toCompletionStage(), START_MILLIS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The API did not stop cleanly", e);
        }
    }

    private static <R> R await(CompletionStage<R> stage, long millis) throws ExecutionException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(millis, MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        }
    }

    private void ended() {
        if (inFlight.decrementAndGet() == 0 && stopping) {
            idle.complete(null);
        }
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(settings.host())
                // A negative port is one free port that all instances of a deployment share.
                .setPort(settings.port() == 0 ? -1 : settings.port())
                .setAcceptBacklog(1024)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(URL_LENGTH)
                .setMaxHeaderSize(HEADER_SIZE)
                .setMaxChunkSize(64 * 1024)
                .setReuseAddress(true);
    }

    /** The part of the server that lives on one event loop. */
    private final class Listener extends AbstractVerticle {
        private final Connections connections = new Connections(settings.times());

        @Override
        public void start(Promise<Void> started) {
            HttpServer server = vertx.createHttpServer(options())
                    .connectionHandler(connections::add)
                    .requestHandler(this::serve);
            vertx.setPeriodic(1000, id -> connections.sweep());
            server.listen()
                    .onSuccess(up -> port = up.actualPort())
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void serve(HttpServerRequest request) {
            inFlight.incrementAndGet();
            Serving serving = new Serving(request);
            connections.begin(request.connection(), serving.exchange);
            if (stopping) {
                serving.exchange.turnAway();
            } else {
                serving.exchange.run(router);
            }
        }

        private final class Serving {
            private final HttpServerRequest request;
            private final Exchange exchange;

            private Serving(HttpServerRequest request) {
                this.request = request;
                this.exchange = new Exchange(request, memory, heavyWork, () -> stopping, this::done);
            }

            private void done() {
                ended();
                connections.end(request.connection(), exchange);
            }
        }
    }
}
