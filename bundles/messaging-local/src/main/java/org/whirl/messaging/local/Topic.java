package org.whirl.messaging.local;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.whirl.spi.WhirlException;
import org.whirl.spi.messaging.MessagingProvider.MessageHandler;
import org.whirl.spi.messaging.MessagingProvider.Subscription;

/**
 * One topic: every group gets every message. What comes before the first group exists waits for it. Places are
 * reserved before a message is written, so that a full topic refuses at once and the journal never holds more.
 */
final class Topic {
    private final String name;
    private final int capacity;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Queue<Entry> unclaimed = new ArrayDeque<>();

    Topic(String name, int capacity) {
        this.name = name;
        this.capacity = capacity;
    }

    boolean reserve() {
        if (waiting.incrementAndGet() <= capacity) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    void release() {
        waiting.decrementAndGet();
    }

    WhirlException full() {
        return new WhirlException(
                WhirlException.Kind.UNAVAILABLE,
                "The queue '" + name + "' is full (" + capacity + " messages are waiting). Try again later.");
    }

    /** Takes back a message of an earlier run, whatever the capacity: it was accepted then. */
    void restore(Entry entry) {
        waiting.incrementAndGet();
        add(entry);
    }

    void add(Entry entry) {
        Group[] targets;
        synchronized (this) {
            if (groups.isEmpty()) {
                unclaimed.add(entry);
                return;
            }
            targets = groups.values().toArray(Group[]::new);
            Entry shared = shared(entry, targets.length);
            for (Group group : targets) {
                group.enqueue(shared);
            }
        }
        for (Group group : targets) {
            group.dispatch();
        }
    }

    /** The same message for several groups: it is done when the last of them is done with it. */
    private Entry shared(Entry entry, int readers) {
        AtomicInteger left = new AtomicInteger(readers);
        return new Entry(entry.message(), entry.repeated(), () -> {
            if (left.decrementAndGet() == 0) {
                release();
                entry.done().run();
            }
        });
    }

    Subscription subscribe(String groupName, int maxInFlight, MessageHandler handler) {
        Group group;
        Subscription subscription;
        synchronized (this) {
            group = groups.computeIfAbsent(groupName, key -> new Group());
            subscription = group.join(maxInFlight, handler);
            for (Entry entry = unclaimed.poll(); entry != null; entry = unclaimed.poll()) {
                group.enqueue(shared(entry, 1));
            }
        }
        group.dispatch();
        return subscription;
    }
}
