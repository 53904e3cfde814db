package org.whirl.spi;

import static java.util.Objects.requireNonNull;

/**
 * The one error type of the platform: what kind of failure it is, and the text a client may read. One place in the
 * controller maps kinds to HTTP status codes.
 */
public final class WhirlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, from the view of the caller. */
    public enum Kind {
        /** The request cannot be understood or breaks a rule. */
        BAD_REQUEST,
        /** No credentials, or wrong ones. */
        UNAUTHORIZED,
        /** The caller may not do this. */
        FORBIDDEN,
        /** There is no such thing. */
        NOT_FOUND,
        /** It exists already, is of another type, or somebody else changed it first. */
        CONFLICT,
        /** More bytes than allowed. */
        TOO_LARGE,
        /** The request body is of a media type that is not served. */
        UNSUPPORTED_MEDIA_TYPE,
        /** Too many requests; try again later. */
        THROTTLED,
        /** A needed part is away or full; try again later. */
        UNAVAILABLE,
        /** A fault of the platform. */
        INTERNAL
    }

    private final Kind kind;

    /** An error of the given kind whose message is shown to clients. */
    public WhirlException(Kind kind, String message) {
        super(requireNonNull(message));
        this.kind = requireNonNull(kind);
    }

    /** As above, keeping what caused it for the log. */
    public WhirlException(Kind kind, String message, Throwable cause) {
        super(requireNonNull(message), cause);
        this.kind = requireNonNull(kind);
    }

    /** What kind of failure this is. */
    public Kind kind() {
        return kind;
    }

    /** A request that breaks a rule; {@code message} is the whole text of the answer. */
    public static WhirlException badRequest(String message) {
        return new WhirlException(Kind.BAD_REQUEST, message);
    }

    /** A request body that cannot be understood; {@code detail} says where, behind the common prefix. */
    public static WhirlException malformed(String detail) {
        return new WhirlException(Kind.BAD_REQUEST, "The request content was malformed:\n" + detail);
    }

    /** An entity or activation that is not there. */
    public static WhirlException notFound() {
        return new WhirlException(Kind.NOT_FOUND, "The requested resource does not exist.");
    }

    /** An update that lost a race: the stored revision is not the one the caller saw. */
    public static WhirlException staleRevision() {
        return new WhirlException(Kind.CONFLICT, "Concurrent modification to resource detected.");
    }

    /** A stored document that no longer reads as what it should be. */
    public static WhirlException corrupted(Throwable cause) {
        return new WhirlException(Kind.INTERNAL, "Resource is corrupted and cannot be read.", cause);
    }
}
