package org.whirl.messaging.local;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.messaging.MessagingProvider.Delivery;
import org.whirl.spi.messaging.MessagingProvider.MessageHandler;
import org.whirl.spi.messaging.MessagingProvider.Subscription;

/**
 * Consumers that share the messages of a topic. Handing out is serial and in order, by whichever thread finds nobody
 * else doing it; no lock is held while a handler runs.
 */
final class Group {
    private static final Logger log = LoggerFactory.getLogger(Group.class);

    private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final AtomicInteger wanted = new AtomicInteger();

    void enqueue(Entry entry) {
        queue.add(entry);
    }

    Subscription join(int maxInFlight, MessageHandler handler) {
        Member member = new Member(maxInFlight, handler);
        members.add(member);
        return member;
    }

    void dispatch() {
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            handOut();
            seen = wanted.addAndGet(-seen);
        } while (seen != 0);
    }

    private void handOut() {
        Member member = freeMember();
        while (member != null) {
            Entry entry = queue.poll();
            if (entry == null) {
                return;
            }
            member.give(entry);
            member = freeMember();
        }
    }

    private Member freeMember() {
        Member best = null;
        for (Member member : members) {
            if (member.hasRoom() && (best == null || member.inFlight.get() < best.inFlight.get())) {
                best = member;
            }
        }
        return best;
    }

    private final class Member implements Subscription {
        private final int maxInFlight;
        private final MessageHandler handler;
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicBoolean open = new AtomicBoolean(true);

        Member(int maxInFlight, MessageHandler handler) {
            if (maxInFlight < 1) {
                throw new IllegalArgumentException("maxInFlight must be positive but is " + maxInFlight);
            }
            this.maxInFlight = maxInFlight;
            this.handler = handler;
        }

        boolean hasRoom() {
            return open.get() && inFlight.get() < maxInFlight;
        }

        void give(Entry entry) {
            inFlight.incrementAndGet();
            handle(entry).whenComplete((nothing, failure) -> {
                if (failure != null) {
                    log.error("A message could not be handled and is dropped", failure);
                }
                inFlight.decrementAndGet();
                entry.done().run();
                dispatch();
            });
        }

        private CompletionStage<Void> handle(Entry entry) {
            try {
                return handler.handle(new Delivery(entry.message(), entry.repeated()));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public void close() {
            open.set(false);
            members.remove(this);
        }
    }
}
