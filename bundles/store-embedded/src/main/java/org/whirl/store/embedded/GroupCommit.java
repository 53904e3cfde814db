package org.whirl.store.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

/**
 * The one thread that writes. It takes all writes that wait, makes them, puts them on disk together, and only then
 * tells their callers: the more callers, the cheaper each write.
 */
final class GroupCommit implements AutoCloseable {
    private static final int QUEUE = 10_000;
    private static final long QUEUE_BYTES = 128L * 1024 * 1024;
    private static final int BATCH = 1_000;
    private static final int BATCH_BYTES = 4 * 1024 * 1024;
    private static final long LOG_BYTES = 16L * 1024 * 1024;
    private static final long CLOSE_MILLIS = 30_000;
    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final Storage storage;
    private final Executor callbacks;
    private final ExecutorService housekeeping;
    private final Changes changes;
    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(QUEUE + 1);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Pending<Void> stop = new Pending<>(0, ignored -> null);
    private final Thread thread = new Thread(this::run, "store-writer");
    private Future<?> checkpoint = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    /**
     * Starts the thread.
     *
     * @param callbacks completes the stages
     * @param housekeeping writes the checkpoints
     */
    GroupCommit(Storage storage, Executor callbacks, ExecutorService housekeeping) {
        this.storage = storage;
        this.callbacks = callbacks;
        this.housekeeping = housekeeping;
        this.changes = new Changes(storage.tables());
        thread.start();
    }

    /** What a write does, alone with the tables; if it throws, its changes are taken back. */
    @FunctionalInterface
    interface Work<T> {
        T apply(Changes changes);
    }

    /**
     * Queues a write.
     *
     * @param weight bytes it will write, roughly
     */
    <T> CompletionStage<T> submit(int weight, Work<T> work) {
        Pending<T> pending = new Pending<>(weight, work);
        if (closed) {
            return CompletableFuture.failedFuture(isClosed());
        }
        if (queue.size() >= QUEUE || queuedBytes.get() > QUEUE_BYTES || !queue.offer(pending)) {
            return CompletableFuture.failedFuture(
                    new WhirlException(Kind.UNAVAILABLE, "The store is busy. Try again later."));
        }
        queuedBytes.addAndGet(weight);
        return pending.stage;
    }

    static WhirlException isClosed() {
        return new WhirlException(Kind.UNAVAILABLE, "The store is closed.");
    }

    private void run() {
        List<Pending<?>> batch = new ArrayList<>();
        try {
            while (!batch.contains(stop)) {
                batch = collect();
                commit(batch);
            }
        } catch (InterruptedException e) {
            log.error("The writer of the store was interrupted; restart to write again");
            closed = true;
        }
    }

    private List<Pending<?>> collect() throws InterruptedException {
        List<Pending<?>> batch = new ArrayList<>();
        Pending<?> next = queue.take();
        long bytes = 0;
        while (next != null) {
            batch.add(next);
            queuedBytes.addAndGet(-next.weight);
            bytes += next.weight;
            next = batch.size() < BATCH && bytes < BATCH_BYTES ? queue.poll() : null;
        }
        return batch;
    }

    private void commit(List<Pending<?>> batch) {
        try {
            batch.forEach(pending -> pending.apply(changes));
            if (changes.mark() > 0) {
                storage.append(changes.notes());
            }
            changes.clear();
        } catch (IOException | RuntimeException | Error e) {
            log.warn("The store cannot write", e);
            takeBack();
            WhirlException failure = new WhirlException(Kind.UNAVAILABLE, "The store cannot write: " + e, e);
            batch.forEach(pending -> pending.fail(failure));
        }
        callbacks.execute(() -> batch.forEach(Pending::complete));
        rotateIfLong();
    }

    private void takeBack() {
        try {
            changes.undo(0);
        } catch (MVStoreException e) {
            changes.clear();
            log.error("The tables of the store are closed; nothing is lost, restart when it is cured", e);
        }
    }

    private void rotateIfLong() {
        if (storage.logSize() < LOG_BYTES || (!checkpoint.isDone() && storage.logSize() < 4 * LOG_BYTES)) {
            return;
        }
        try {
            checkpoint.get();
            long upto = storage.rotate();
            checkpoint = housekeeping.submit(() -> storage.checkpoint(upto));
        } catch (IOException e) {
            log.warn("The store cannot start a new log", e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Finishes what is queued and ends the thread. */
    @Override
    public void close() {
        closed = true;
        queue.add(stop);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Pending<?> late = queue.poll(); late != null; late = queue.poll()) {
            late.fail(isClosed());
            late.complete();
        }
    }

    private static final class Pending<T> {
        private final int weight;
        private final Work<T> work;
        private final CompletableFuture<T> stage = new CompletableFuture<>();
        private T result;
        private RuntimeException failure;

        Pending(int weight, Work<T> work) {
            this.weight = weight;
            this.work = work;
        }

        void apply(Changes changes) {
            int mark = changes.mark();
            try {
                result = work.apply(changes);
            } catch (RuntimeException e) {
                changes.undo(mark);
                fail(e);
            }
        }

        void fail(RuntimeException cause) {
            failure = cause instanceof MVStoreException e ? EmbeddedDatabase.unavailable(e) : cause;
        }

        void complete() {
            if (failure == null) {
                stage.complete(result);
            } else {
                stage.completeExceptionally(failure);
            }
        }
    }
}
