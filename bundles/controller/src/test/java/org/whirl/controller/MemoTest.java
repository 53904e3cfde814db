package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public final class MemoTest {
    private final Memo<String, String> memo = new Memo<>(Duration.ofMinutes(1), 100, value -> 1);
    private final AtomicInteger lookups = new AtomicInteger();

    private CompletionStage<Optional<String>> lookup(CompletionStage<Optional<String>> result) {
        return memo.get("k", () -> {
            lookups.incrementAndGet();
            return result;
        });
    }

    private static CompletionStage<Optional<String>> found(String value) {
        return CompletableFuture.completedFuture(Optional.of(value));
    }

    private static Optional<String> join(CompletionStage<Optional<String>> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    public void sharesALookupAndRemembersIt() {
        CompletableFuture<Optional<String>> slow = new CompletableFuture<>();
        CompletionStage<Optional<String>> first = lookup(slow);
        CompletionStage<Optional<String>> second = lookup(found("not asked"));
        slow.complete(Optional.of("one"));
        assertThat(join(first)).contains("one");
        assertThat(join(second)).contains("one");
        assertThat(join(lookup(found("not asked")))).contains("one");
        assertThat(lookups).hasValue(1);
    }

    @Test
    public void doesNotRememberWhatWasReadBeforeAChange() {
        CompletableFuture<Optional<String>> slow = new CompletableFuture<>();
        CompletionStage<Optional<String>> before = lookup(slow);
        memo.forget("k");
        CompletionStage<Optional<String>> after = lookup(found("new"));
        slow.complete(Optional.of("old"));
        assertThat(join(before)).contains("old");
        assertThat(join(after)).contains("new");
        assertThat(join(lookup(found("not asked")))).contains("new");
    }

    @Test
    public void doesNotRememberALookupForgottenOnItsWay() {
        CompletableFuture<Optional<String>> slow = new CompletableFuture<>();
        lookup(slow);
        memo.forgetAll();
        slow.complete(Optional.of("old"));
        assertThat(join(lookup(found("new")))).contains("new");
    }

    @Test
    public void remembersNeitherFailuresNorAbsences() {
        assertThat(lookup(CompletableFuture.failedFuture(new IllegalStateException("x")))
                        .toCompletableFuture()
                        .isCompletedExceptionally())
                .isTrue();
        assertThat(join(lookup(CompletableFuture.completedFuture(Optional.empty()))))
                .isEmpty();
        assertThat(join(lookup(found("there")))).contains("there");
        assertThat(lookups).hasValue(3);
    }
}
