package org.whirl.spi.messaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A bus that forgets everything at the end of the process and remembers what was sent to topics nobody reads. */
public final class MemoryMessaging implements MessagingProvider {
    private final Map<String, Map<String, Reader>> groups = new HashMap<>();
    private final Map<String, List<Message>> unread = new HashMap<>();

    @Override
    public CompletionStage<Void> send(String topic, Message message) {
        List<Reader> readers;
        synchronized (this) {
            readers = List.copyOf(groups.getOrDefault(topic, Map.of()).values());
            if (readers.isEmpty()) {
                unread.computeIfAbsent(topic, key -> new ArrayList<>()).add(message);
            }
        }
        readers.forEach(reader -> reader.add(message));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Subscription subscribe(String topic, String group, int maxInFlight, MessageHandler handler) {
        Reader reader;
        List<Message> waiting;
        synchronized (this) {
            reader = groups.computeIfAbsent(topic, key -> new LinkedHashMap<>())
                    .computeIfAbsent(group, key -> new Reader());
            waiting = unread.getOrDefault(topic, List.of());
            unread.remove(topic);
        }
        Subscription subscription = reader.join(maxInFlight, handler);
        waiting.forEach(reader::add);
        return subscription;
    }

    /** What was sent to a topic that nobody reads. */
    public synchronized List<Message> unread(String topic) {
        return List.copyOf(unread.getOrDefault(topic, List.of()));
    }

    private static final class Reader {
        private final Queue<Message> queue = new ArrayDeque<>();
        private final List<Member> members = new ArrayList<>();

        void add(Message message) {
            synchronized (this) {
                queue.add(message);
            }
            handOut();
        }

        Subscription join(int maxInFlight, MessageHandler handler) {
            Member member = new Member(maxInFlight, handler);
            synchronized (this) {
                members.add(member);
            }
            handOut();
            return () -> {
                synchronized (this) {
                    members.remove(member);
                }
            };
        }

        private synchronized void handOut() {
            for (Member member = free(); member != null && !queue.isEmpty(); member = free()) {
                Member taker = member;
                taker.inFlight++;
                handle(taker, queue.poll()).whenComplete((nothing, failure) -> done(taker));
            }
        }

        private static CompletionStage<Void> handle(Member taker, Message message) {
            try {
                return taker.handler.handle(new Delivery(message, false));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private synchronized void done(Member member) {
            member.inFlight--;
            handOut();
        }

        private Member free() {
            return members.stream()
                    .filter(member -> member.inFlight < member.maxInFlight)
                    .findFirst()
                    .orElse(null);
        }
    }

    private static final class Member {
        private final int maxInFlight;
        private final MessageHandler handler;
        private int inFlight;

        Member(int maxInFlight, MessageHandler handler) {
            this.maxInFlight = maxInFlight;
            this.handler = handler;
        }
    }
}
