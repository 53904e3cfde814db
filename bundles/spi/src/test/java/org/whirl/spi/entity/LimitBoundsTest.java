package org.whirl.spi.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;
import org.whirl.spi.entity.LimitBounds.Range;
import org.whirl.spi.entity.NamespaceLimits.Count;

public final class LimitBoundsTest {
    private final LimitBounds platform =
            new LimitBounds(new Range(100, 300_000), new Range(128, 512), new Range(0, 10), new Range(1, 1));

    @Test
    public void aNamespaceCanOnlyNarrow() {
        LimitBounds narrowed = platform.within(NamespaceLimits.NONE
                .with(Count.MIN_ACTION_MEMORY, 64)
                .with(Count.MAX_ACTION_MEMORY, 256)
                .with(Count.MAX_ACTION_TIMEOUT, 999_999)
                .with(Count.MAX_ACTION_LOGS, 0));
        assertThat(narrowed.memory()).isEqualTo(new Range(128, 256));
        assertThat(narrowed.timeout()).isEqualTo(new Range(100, 300_000));
        assertThat(narrowed.logs()).isEqualTo(new Range(0, 0));
        assertThat(platform.within(NamespaceLimits.NONE)).isEqualTo(platform);
    }

    @Test
    public void everyBreachHasItsText() {
        assertBreach("memory size 127 MB below allowed threshold of 128 MB", () -> platform.requireMemory(127));
        assertBreach("memory size 513 MB exceeds allowed threshold of 512 MB", () -> platform.requireMemory(513));
        assertBreach(
                "duration 99 milliseconds below allowed threshold of 100 milliseconds",
                () -> platform.requireTimeout(99));
        assertBreach("log size 11 MB exceeds allowed threshold of 10 MB", () -> platform.requireLogs(11));
        assertBreach("concurrency 2 exceeds allowed threshold of 1", () -> platform.requireConcurrency(2));
        platform.requireMemory(128);
        LimitBounds.NONE.requireConcurrency(500);
    }

    private static void assertBreach(String text, Runnable check) {
        assertThatThrownBy(check::run).hasMessage("requirement failed: " + text);
    }
}
