package org.whirl.container.docker;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;

/** A few threads for calls that wait for the Engine; they end when there is nothing to do. */
final class Workers implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor;
    private final String what;

    /** So many at a time, and so many waiting; more are refused. */
    Workers(String what, int threads, int waiting) {
        this.what = what;
        AtomicInteger counter = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(Math.max(1, waiting)),
                task -> {
                    Thread thread = new Thread(task, "whirl-docker-" + what + "-" + counter.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** What the task returns or throws; a refusal is a failure too. */
    <T> CompletableFuture<T> submit(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(task.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new ContainerException(
                    Fault.PLATFORM,
                    executor.isShutdown()
                            ? "Docker containers are shutting down"
                            : "too much waits for Docker (" + what + "); try again later",
                    e));
        }
        return result;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
