package org.whirl.controller;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what becomes true soon. */
final class Deadline {
    private static final long PAUSE_NANOS = 5_000_000;

    private Deadline() {}

    static void within(int seconds, BooleanSupplier condition) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("not within " + seconds + " s");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
