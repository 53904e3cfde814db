package org.whirl.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

/** The platform's asynchronous services, as a person at a prompt sees them: there or not, answering or not. */
final class Services {
    /** A little more than the longest wait of the REST API. */
    static final Duration PATIENCE = Duration.ofSeconds(65);

    private Services() {}

    /** A service that a command cannot do without; Karaf injects {@code null} where there is none. */
    static <T> T required(T service, String what) {
        return Optional.ofNullable(service)
                .orElseThrow(() -> new WhirlException(
                        Kind.UNAVAILABLE, what + " is not running; 'bundle:list' shows which modules are"));
    }

    /** Waits for an answer, not forever. */
    static <T> T await(CompletionStage<T> stage) {
        return await(stage, PATIENCE);
    }

    static <T> T await(CompletionStage<T> stage, Duration patience) {
        try {
            return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw new WhirlException(Kind.UNAVAILABLE, "no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WhirlException(Kind.UNAVAILABLE, "interrupted", e);
        }
    }

    private static WhirlException failure(Throwable cause) {
        if (cause instanceof WhirlException known) {
            return known;
        }
        if (cause instanceof CompletionException && cause.getCause() != null) {
            return failure(cause.getCause());
        }
        return new WhirlException(Kind.INTERNAL, String.valueOf(cause), cause);
    }
}
