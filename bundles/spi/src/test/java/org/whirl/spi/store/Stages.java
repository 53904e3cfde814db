package org.whirl.spi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.whirl.spi.WhirlException;

/** Waits for stages in tests, never for ever. */
public final class Stages {
    private static final long DEADLINE_SECONDS = 30;

    private Stages() {}

    /** The value of a stage; its failure is thrown as it is. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the stage did not complete in time", e);
        }
    }

    /** Asserts that a stage fails, and with which kind. */
    public static WhirlException awaitFailure(CompletionStage<?> stage, WhirlException.Kind kind) {
        Throwable failure = catchThrowable(() -> await(stage));
        assertThat(failure).isInstanceOf(WhirlException.class);
        WhirlException error = (WhirlException) failure;
        assertThat(error.kind()).isEqualTo(kind);
        return error;
    }
}
