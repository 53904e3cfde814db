package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

public final class AdmissionTest {
    private final Admission admission = new Admission(2, 1);
    private final List<CompletableFuture<String>> running = new ArrayList<>();

    @Test
    public void letsSomeRunSomeWaitAndRefusesTheRest() {
        CompletableFuture<String> first = admit();
        CompletableFuture<String> second = admit();
        CompletableFuture<String> third = admit();
        CompletableFuture<String> fourth = admit();
        assertThat(running).hasSize(2);
        assertThat(fourth).isCompletedExceptionally();
        running.get(0).complete("one");
        assertThat(first).isCompletedWithValue("one");
        assertThat(running).hasSize(3);
        running.get(2).completeExceptionally(new IllegalStateException("three"));
        assertThat(third).isCompletedExceptionally();
        assertThat(second).isNotDone();
        CompletableFuture<String> fifth = admit();
        assertThat(running).hasSize(4);
        assertThat(fifth).isNotDone();
    }

    @Test
    public void survivesWorkThatFailsAtOnce() {
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(admission.admit(() -> {
                        throw new IllegalStateException("no");
                    }))
                    .isCompletedExceptionally();
        }
        admit();
        assertThat(running).hasSize(1);
    }

    private CompletableFuture<String> admit() {
        return admission.admit(() -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            running.add(work);
            return work;
        });
    }
}
