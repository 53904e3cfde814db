package org.whirl.controller.http;

import java.util.concurrent.atomic.AtomicLong;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

/** Bounds what all large request bodies together may take of the memory; small ones are not worth counting. */
final class BodyMemory {
    /** Bodies up to this many bytes are not counted: one a connection cannot fill the memory. */
    static final int UNCOUNTED = 64 * 1024;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    BodyMemory(long most) {
        this.most = most;
    }

    /** Takes a part; refused with {@code UNAVAILABLE} when others have it. */
    void take(long bytes) {
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            throw new WhirlException(Kind.UNAVAILABLE, Texts.OVERLOADED);
        }
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
