package org.whirl.container.process;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;

/** Lets only so many starts go on at a time: more of them would only make each slower. */
final class Admission {
    private final int most;
    private final int mostWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Admission(int most, int mostWaiting) {
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    /** Starts the work now or when it is its turn; refuses it when too many wait. */
    <T> CompletableFuture<T> admit(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable task = () -> begin(work).whenComplete((value, failure) -> {
            next();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
        synchronized (this) {
            if (running >= most) {
                if (waiting.size() >= mostWaiting) {
                    return CompletableFuture.failedFuture(new ContainerException(
                            Fault.PLATFORM,
                            "too many containers are being started: " + running + " now, " + waiting.size()
                                    + " waiting; try again later",
                            null));
                }
                waiting.add(task);
                return result;
            }
            running++;
        }
        task.run();
        return result;
    }

    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void next() {
        Runnable task;
        synchronized (this) {
            task = waiting.poll();
            if (task == null) {
                running--;
                return;
            }
        }
        task.run();
    }
}
