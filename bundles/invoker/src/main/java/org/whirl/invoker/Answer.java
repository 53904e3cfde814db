package org.whirl.invoker;

import java.util.Arrays;

/** How a container answered a call. */
sealed interface Answer {
    /**
     * It answered.
     *
     * @param status HTTP status
     * @param body the answer, or its first bytes when it is longer than asked for
     * @param length bytes of the whole answer
     */
    record Received(int status, byte[] body, long length) implements Answer {
        boolean truncated() {
            return length > body.length;
        }

        /** The same with fewer bytes, where it was longer than asked for anyway. */
        Received cut(int bytes) {
            return truncated() && bytes < body.length ? new Received(status, Arrays.copyOf(body, bytes), length) : this;
        }
    }

    /** Nobody took the connection: the call has certainly not been seen. */
    record Refused() implements Answer {}

    /** The connection ended without an answer. */
    record Lost() implements Answer {}

    /** The time was up. */
    record TimedOut() implements Answer {}
}
