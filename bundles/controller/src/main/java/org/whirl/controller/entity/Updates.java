package org.whirl.controller.entity;

/** The time of last write that entities carry. */
final class Updates {
    private Updates() {}

    /** Now, but later than the write before: clients tell by this number that something changed. */
    static long after(long previous) {
        return Math.max(System.currentTimeMillis(), previous + 1);
    }
}
