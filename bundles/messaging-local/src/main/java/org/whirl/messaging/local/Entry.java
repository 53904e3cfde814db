package org.whirl.messaging.local;

import org.whirl.spi.messaging.Message;

/**
 * A message in a topic.
 *
 * @param message what was sent
 * @param repeated whether it comes from the journal of an earlier run
 * @param done called once when nobody needs it any more
 */
record Entry(Message message, boolean repeated, Runnable done) {
    /** A message that is not in the journal. */
    static Entry passing(Message message) {
        return new Entry(message, false, () -> {});
    }
}
