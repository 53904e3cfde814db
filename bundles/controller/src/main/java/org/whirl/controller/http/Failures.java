package org.whirl.controller.http;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.WhirlException;
import org.whirl.spi.json.Json;

/** The one place where failures become answers. */
public final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final String CHALLENGE = "Basic realm=\"OpenWhisk secure realm\",charset=UTF-8";

    private Failures() {}

    /** The failure itself, without what stages wrap around it. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What a client is told of a failure. */
    public static Answer answer(Throwable failure, String transaction) {
        Throwable cause = cause(failure);
        if (cause instanceof RefusedException refused) {
            Answer answer = error(refused.status(), refused.getMessage(), transaction);
            return refused.retrySeconds() == 0
                    ? answer
                    : answer.with("Retry-After", String.valueOf(refused.retrySeconds()));
        }
        if (cause instanceof WhirlException expected) {
            return answer(expected, transaction);
        }
        log.error("[{}] request failed", transaction, cause);
        return error(500, Texts.INTERNAL, transaction);
    }

    private static Answer answer(WhirlException failure, String transaction) {
        if (failure.kind() == WhirlException.Kind.INTERNAL) {
            log.error("[{}] {}", transaction, failure.getMessage(), failure.getCause());
        }
        Answer answer = error(status(failure.kind()), failure.getMessage(), transaction);
        return switch (failure.kind()) {
            case UNAUTHORIZED -> answer.with("WWW-Authenticate", CHALLENGE);
            case UNAVAILABLE, THROTTLED -> answer.with("Retry-After", "1");
            default -> answer;
        };
    }

    private static int status(WhirlException.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST -> 400;
            case UNAUTHORIZED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case THROTTLED -> 429;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }

    /** An error with its text. */
    public static Answer error(int status, String message, String transaction) {
        return Answer.json(status, Json.object().put("error", message).put("code", transaction));
    }
}
