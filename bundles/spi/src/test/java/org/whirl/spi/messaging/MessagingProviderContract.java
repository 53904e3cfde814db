package org.whirl.spi.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Stages.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.whirl.spi.messaging.MessagingProvider.Subscription;

/** What every bus promises. Each test starts with empty topics. */
public abstract class MessagingProviderContract {
    /** The bus under test. */
    protected abstract MessagingProvider messaging();

    /** Reads a topic, being done with each message at once. */
    private List<Message> collect(String topic, String group) {
        List<Message> received = new CopyOnWriteArrayList<>();
        messaging().subscribe(topic, group, 100, delivery -> {
            received.add(delivery.message());
            return CompletableFuture.completedFuture(null);
        });
        return received;
    }

    private List<Message> send(String topic, int count) {
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Message message = Messages.activation("guest/a" + i, i % 2 == 0);
            sent.add(message);
            await(messaging().send(topic, message));
        }
        return sent;
    }

    private static void eventually(List<Message> received, List<Message> sent) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (received.size() < sent.size() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(received).isEqualTo(sent);
    }

    @Test
    public void messagesArriveInOrder() throws Exception {
        List<Message> received = collect("invoker0", "invoker0");
        eventually(received, send("invoker0", 50));
    }

    @Test
    public void everyGroupGetsAllMessages() throws Exception {
        List<Message> first = collect("health", "health0");
        List<Message> second = collect("health", "health1");
        List<Message> sent = send("health", 10);
        eventually(first, sent);
        eventually(second, sent);
    }

    @Test
    public void whatCameBeforeTheFirstReaderWaitsForIt() throws Exception {
        List<Message> sent = send("invoker1", 10);
        eventually(collect("invoker1", "invoker1"), sent);
    }

    @Test
    public void noMoreAreHandedOutThanMayBeInFlight() throws Exception {
        Queue<CompletableFuture<Void>> open = new ConcurrentLinkedQueue<>();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger total = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        messaging().subscribe("invoker2", "invoker2", 2, delivery -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            open.add(done);
            most.accumulateAndGet(open.size(), Math::max);
            total.incrementAndGet();
            two.countDown();
            return done;
        });
        send("invoker2", 5);
        assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (total.get() < 5 && System.nanoTime() < deadline) {
            CompletableFuture<Void> done = open.poll();
            if (done != null) {
                done.complete(null);
            }
        }
        assertThat(total).hasValue(5);
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @Test
    public void whatOneReaderLeavesTheNextOneGets() throws Exception {
        List<Message> first = new CopyOnWriteArrayList<>();
        Subscription subscription = messaging().subscribe("invoker3", "invoker3", 1, delivery -> {
            first.add(delivery.message());
            return new CompletableFuture<>();
        });
        List<Message> sent = send("invoker3", 3);
        eventually(first, sent.subList(0, 1));
        subscription.close();
        eventually(collect("invoker3", "invoker3"), sent.subList(1, 3));
    }

    @Test
    public void aFailingHandlerDoesNotStopTheTopic() throws Exception {
        List<Message> received = new CopyOnWriteArrayList<>();
        messaging().subscribe("invoker4", "invoker4", 1, delivery -> {
            received.add(delivery.message());
            if (received.size() == 1) {
                throw new IllegalStateException("thrown on purpose");
            }
            return received.size() == 2
                    ? CompletableFuture.failedFuture(new IllegalStateException("failed on purpose"))
                    : CompletableFuture.completedFuture(null);
        });
        eventually(received, send("invoker4", 3));
    }
}
