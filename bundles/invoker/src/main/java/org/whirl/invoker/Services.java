package org.whirl.invoker;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.WhirlException;

/**
 * Calls on services that may be away while their bundle is updated, or fail for a while. A call waits for the service
 * and is tried again, later each time, for a bounded time.
 */
final class Services {
    private static final Logger log = LoggerFactory.getLogger(Services.class);
    private static final long FIRST_DELAY_MILLIS = 50;
    private static final long LONGEST_DELAY_MILLIS = 5_000;

    private final Vertx vertx;

    Services(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Calls a service, waiting and trying again until the patience ends; then fails with the last failure. */
    <S, T> Future<T> call(Supplier<S> service, Function<S, CompletionStage<T>> call, Duration patience) {
        return attempt(service, call, System.nanoTime() + patience.toNanos(), FIRST_DELAY_MILLIS);
    }

    private <S, T> Future<T> attempt(
            Supplier<S> service, Function<S, CompletionStage<T>> call, long deadline, long delay) {
        return once(service, call).recover(failure -> {
            if (!isPassing(failure) || System.nanoTime() > deadline) {
                return Future.failedFuture(failure);
            }
            log.debug("Trying again in {} ms", delay, failure);
            return Future.<Void>future(promise -> vertx.setTimer(delay, id -> promise.complete()))
                    .compose(nothing -> attempt(service, call, deadline, Math.min(LONGEST_DELAY_MILLIS, delay * 2)));
        });
    }

    private <S, T> Future<T> once(Supplier<S> service, Function<S, CompletionStage<T>> call) {
        S target = service.get();
        if (target == null) {
            return Future.failedFuture(new WhirlException(
                    WhirlException.Kind.UNAVAILABLE, "A part of the platform is away. Try again later."));
        }
        try {
            return Future.<T>fromCompletionStage(call.apply(target), vertx.getOrCreateContext())
                    .recover(failure -> Future.failedFuture(unwrap(failure)));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Stages wrap the failures of earlier stages. */
    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof WhirlException known && known.kind() == WhirlException.Kind.UNAVAILABLE;
    }
}
