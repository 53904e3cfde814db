package org.whirl.container.docker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that waits for points in time. */
final class Clock implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;

    Clock() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "whirl-docker-clock");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Completes after a while, on the clock's thread. */
    CompletableFuture<Void> after(Duration duration) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        executor.schedule(() -> reached.complete(null), duration.toNanos(), TimeUnit.NANOSECONDS);
        return reached;
    }

    /** Runs a short task after a while. */
    void schedule(Duration delay, Runnable task) {
        executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
