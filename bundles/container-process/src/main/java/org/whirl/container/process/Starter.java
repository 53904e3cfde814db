package org.whirl.container.process;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The one thread that starts processes. The kernel sends the signal for a parent's death when the <em>thread</em> that
 * started a process ends, so this one lives as long as any container.
 */
final class Starter implements AutoCloseable {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "whirl-container-starter");
    private volatile boolean closed;

    Starter() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs a task on the thread; what waits is bounded by those who call. */
    <T> CompletableFuture<T> submit(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable e) {
                // Everything, for an error that ended this thread would end all containers.
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void run() {
        while (!closed) {
            try {
                tasks.take().run();
            } catch (InterruptedException e) {
                // Only close() ends the thread, and sets the flag before.
                continue;
            }
        }
    }

    /** All containers must be gone. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
