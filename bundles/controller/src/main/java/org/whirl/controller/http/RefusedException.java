package org.whirl.controller.http;

/** A refusal with an HTTP status that only this API knows, for instance 404 for a route or 406. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** The status, and the text that the client reads. */
    public RefusedException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** A path or method that is not served. */
    public static RefusedException noRoute() {
        return new RefusedException(404, Texts.NO_ROUTE);
    }

    int status() {
        return status;
    }
}
