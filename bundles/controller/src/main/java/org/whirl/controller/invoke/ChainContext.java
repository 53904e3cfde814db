package org.whirl.controller.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.whirl.spi.WhirlException;

/** What all parts of one call of a sequence or composition share, however deep they are nested. */
final class ChainContext {
    /** Far above what any sensible chain has; ends those that would go on for ever. */
    private static final int MOST_PARTS = 10_000;

    /** Deepest nesting; compositions within each other reach their own limit before. */
    private static final int MOST_DEPTH = 150;

    private final CompletableFuture<Void> accepted = new CompletableFuture<>();
    private final AtomicInteger parts = new AtomicInteger();

    /** Completes when the first part is accepted, or the chain ends without one; fails when nothing could start. */
    CompletableFuture<Void> accepted() {
        return accepted;
    }

    /** Whether the whole call is refused, so that no record is to be made of it. */
    boolean isRefused() {
        return accepted.isCompletedExceptionally();
    }

    /** Counts one more part; fails when there are too many. */
    void count(int depth) {
        if (parts.incrementAndGet() > MOST_PARTS || depth > MOST_DEPTH) {
            throw WhirlException.badRequest("The chain of actions is too long or nested too deep.");
        }
    }
}
