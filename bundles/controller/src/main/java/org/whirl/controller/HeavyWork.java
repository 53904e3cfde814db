package org.whirl.controller;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

/** Reads and writes JSON of many megabytes, so that event loops go on serving everybody else meanwhile. */
public final class HeavyWork implements AutoCloseable {
    /** From how many bytes on work counts as heavy. */
    public static final int THRESHOLD = 1024 * 1024;

    private static final int THREADS = 2;
    private static final int MOST_WAITING = 64;

    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), this::thread);

    /** Threads start with the first work and end when there is none. */
    public HeavyWork() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Does the work on a thread of its own; refused when too much is waiting. */
    public <R> CompletionStage<R> run(Supplier<R> work) {
        try {
            return CompletableFuture.supplyAsync(work, (Executor) threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new WhirlException(
                    Kind.UNAVAILABLE,
                    "The server is currently unavailable (because it is overloaded or down for maintenance).",
                    e));
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "controller-heavy-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
