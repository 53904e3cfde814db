package org.whirl.controller.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Counts events by name in fixed windows of one clock minute. Names of an earlier minute take no memory. */
final class MinuteCounts {
    private record Window(long minute, Map<String, AtomicInteger> counts) {}

    private final AtomicReference<Window> current = new AtomicReference<>(new Window(-1, Map.of()));

    /** Counts one more, and tells how many it were in this minute. */
    int add(String name, long minute) {
        return window(minute)
                .counts()
                .computeIfAbsent(name, key -> new AtomicInteger())
                .updateAndGet(count -> count == Integer.MAX_VALUE ? count : count + 1);
    }

    private Window window(long minute) {
        return current.updateAndGet(
                window -> window.minute() == minute ? window : new Window(minute, new ConcurrentHashMap<>()));
    }
}
