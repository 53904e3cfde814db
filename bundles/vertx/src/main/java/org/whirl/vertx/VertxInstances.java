package org.whirl.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and closes Vert.x instances the way a bundle needs it. */
final class VertxInstances {

    private static final Logger log = LoggerFactory.getLogger(VertxInstances.class);
    private static final long CLOSE_SECONDS = 10;

    private VertxInstances() {}

    /**
     * Vert.x and Netty look up their parts with the thread's class loader, which in OSGi is anybody's; so theirs is set
     * while the instance is made. Vert.x's threads inherit it.
     */
    static Vertx create(Settings settings) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Vertx.class.getClassLoader());
        try {
            return Vertx.vertx(options(settings));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Waits, for a bounded time, until connections are closed and threads gone, so that a successor starts clean. */
    static void close(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Vert.x did not close cleanly within {} s", CLOSE_SECONDS, e);
        }
    }

    private static VertxOptions options(Settings settings) {
        // Nothing is served from the class path, and with both switched off Vert.x keeps no cache folder in /tmp.
        FileSystemOptions files =
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        return new VertxOptions()
                .setEventLoopPoolSize(settings.eventLoops())
                .setWorkerPoolSize(settings.workers())
                .setInternalBlockingPoolSize(settings.workers())
                .setPreferNativeTransport(settings.nativeTransport())
                .setFileSystemOptions(files);
    }
}
