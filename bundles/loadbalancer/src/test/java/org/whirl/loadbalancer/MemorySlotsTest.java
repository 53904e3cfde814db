package org.whirl.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class MemorySlotsTest {
    private final MemorySlots slots = new MemorySlots(512);

    @Test
    public void memoryIsTakenAndGivenBack() {
        assertThat(slots.tryTake("a", 256, 1)).isTrue();
        assertThat(slots.tryTake("b", 256, 1)).isTrue();
        assertThat(slots.tryTake("c", 128, 1)).isFalse();
        slots.release("a", 256, 1);
        assertThat(slots.free()).isEqualTo(256);
        assertThat(slots.tryTake("c", 128, 1)).isTrue();
    }

    @Test
    public void forcedMemoryMayGoBelowZero() {
        slots.force("a", 512, 1);
        slots.force("a", 512, 1);
        assertThat(slots.free()).isEqualTo(-512);
        slots.release("a", 512, 1);
        assertThat(slots.tryTake("b", 1, 1)).isFalse();
    }

    @Test
    public void activationsOfOneContainerShareItsMemory() {
        for (int i = 0; i < 6; i++) {
            assertThat(slots.tryTake("a", 256, 3)).isTrue();
        }
        assertThat(slots.free()).isZero();
        assertThat(slots.tryTake("a", 256, 3)).isFalse();
        for (int i = 0; i < 3; i++) {
            slots.release("a", 256, 3);
        }
        assertThat(slots.free()).isEqualTo(256);
        for (int i = 0; i < 3; i++) {
            slots.release("a", 256, 3);
            slots.forgetIdle("a");
        }
        assertThat(slots.free()).isEqualTo(512);
    }
}
