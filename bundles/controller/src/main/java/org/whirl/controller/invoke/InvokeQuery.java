package org.whirl.controller.invoke;

import org.whirl.controller.http.Query;

/**
 * How a caller wants the answer of an invocation (contract: REST API, 4.1).
 *
 * @param blocking whether to wait for the end
 * @param resultOnly whether to answer the result alone; only together with {@code blocking}
 * @param timeout longest wait in milliseconds
 */
public record InvokeQuery(boolean blocking, boolean resultOnly, int timeout) {
    /** The longest that anybody waits for the end of an activation. */
    public static final int LONGEST_MILLIS = 60_000;

    /** Reads the parameters. */
    public static InvokeQuery of(Query query) {
        boolean blocking = query.flag("blocking", false);
        boolean result = query.flag("result", false);
        int timeout = query.text("timeout").map(InvokeQuery::timeout).orElse(LONGEST_MILLIS);
        return new InvokeQuery(blocking, blocking && result, timeout);
    }

    private static int timeout(String text) {
        if (text.matches("\\d{1,5}")) {
            int millis = Integer.parseInt(text);
            if (millis >= 1 && millis <= LONGEST_MILLIS) {
                return millis;
            }
        }
        throw Query.malformed("timeout", "Timeout must be number of milliseconds up to " + LONGEST_MILLIS + ".");
    }
}
