package org.whirl.controller.invoke;

import java.util.concurrent.CompletableFuture;
import org.whirl.spi.WhirlException;

/**
 * What all parts of one call of a sequence or composition share, however deep they are nested. They run one after the
 * other.
 */
final class ChainContext {
    /** Far above what any sensible chain has; ends those that would go on for ever. */
    private static final int MOST_PARTS = 10_000;

    /** Deepest nesting; compositions within each other reach their own limit before. */
    private static final int MOST_DEPTH = 150;

    private final CompletableFuture<Void> accepted = new CompletableFuture<>();
    private int parts;
    private boolean exhausted;

    /** Completes when the first part is accepted, or the chain ends without one; fails when nothing could start. */
    CompletableFuture<Void> accepted() {
        return accepted;
    }

    /** Whether the whole call is refused, so that no record is to be made of it. */
    boolean isRefused() {
        return accepted.isCompletedExceptionally();
    }

    /** Counts one more part; fails when there are too many, and from then on for good. */
    void count(int depth) {
        exhausted = exhausted || ++parts > MOST_PARTS || depth > MOST_DEPTH;
        if (exhausted) {
            throw WhirlException.badRequest("The chain of actions is too long or nested too deep.");
        }
    }
}
