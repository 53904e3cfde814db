package org.whirl.spi.messaging;

import static java.util.Objects.requireNonNull;

/**
 * Ties together what one API request causes.
 *
 * @param id text from the client or made by the platform
 * @param start when the request was accepted, epoch milliseconds
 */
public record TransactionId(String id, long start) {
    /** The id is required. */
    public TransactionId {
        requireNonNull(id);
    }
}
