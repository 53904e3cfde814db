package org.whirl.controller.http;

/** A refusal with an HTTP status that only this API knows, for instance 404 for a route or 406. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int retrySeconds;

    /** The status, and the text that the client reads. */
    public RefusedException(int status, String message) {
        this(status, message, 0);
    }

    private RefusedException(int status, String message, int retrySeconds) {
        super(message, null, false, false);
        this.status = status;
        this.retrySeconds = retrySeconds;
    }

    /** Too much at once or in a minute; after so many seconds it may be worth another try. */
    public static RefusedException throttled(String message, int retrySeconds) {
        return new RefusedException(429, message, retrySeconds);
    }

    /** A path or method that is not served. */
    public static RefusedException noRoute() {
        return new RefusedException(404, Texts.NO_ROUTE);
    }

    int status() {
        return status;
    }

    /** Seconds after which the client may try again; 0 where that makes no sense. */
    int retrySeconds() {
        return retrySeconds;
    }
}
