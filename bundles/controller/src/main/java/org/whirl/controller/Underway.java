package org.whirl.controller;

import java.util.concurrent.TimeUnit;

/** Counts what goes on without a request that waits for it, so that a stop can let it end. */
public final class Underway {
    private int count;

    /** One more has begun. */
    public synchronized void begin() {
        count++;
    }

    /** One has ended. */
    public synchronized void end() {
        count--;
        notifyAll();
    }

    /** Waits until nothing goes on, but not longer than this; tells how many still do. */
    synchronized int await(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (long left = millis; count > 0 && left > 0; left = left(deadline)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return count;
    }

    private static long left(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
}
