package org.whirl.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Stages.await;
import static org.whirl.spi.store.Stages.awaitFailure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.balancer.InvokerHealth.State;
import org.whirl.spi.balancer.LoadBalancer.Publication;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.messaging.AcknowledgementMessage;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.messaging.MemoryMessaging;
import org.whirl.spi.messaging.Messages;
import org.whirl.spi.messaging.PingMessage;
import org.whirl.spi.runtime.RuntimeStatus;
import org.whirl.spi.store.Samples;

public final class ShardingBalancerTest {
    private static final Duration OFFLINE_AFTER = Duration.ofSeconds(2);

    private final MemoryMessaging messaging = new MemoryMessaging();
    private final ShardingBalancer balancer =
            new ShardingBalancer(new Settings("0", 0.9, 0.1, OFFLINE_AFTER, 2, Duration.ofSeconds(60)), messaging);
    private final Action action = Samples.action("guest/hello", 1, "code");
    private final RuntimeStatus runtime = new RuntimeStatus(action.exec().kind(), "image", Optional.empty());

    @After
    public void close() {
        balancer.close();
    }

    private InvokerId ping(int instance, boolean enabled, RuntimeStatus... runtimes) {
        InvokerId id = new InvokerId(instance, 1024, Optional.empty(), Optional.empty());
        await(messaging.send("health", new PingMessage(id, enabled, List.of(runtimes))));
        return id;
    }

    private ActivationMessage publish() {
        ActivationMessage message = Messages.activation("guest/hello", true);
        await(balancer.publish(action, message).accepted());
        return message;
    }

    private void acknowledge(
            ActivationMessage message, Optional<Activation> result, Optional<InvokerId> freed, boolean systemError) {
        await(messaging.send(
                "completed0",
                new AcknowledgementMessage(
                        message.transaction(),
                        message.activationId(),
                        result.isPresent(),
                        result,
                        freed,
                        systemError)));
    }

    private State state(int instance) {
        return balancer.invokers().get(instance).state();
    }

    @Test
    public void withoutInvokersNothingIsAccepted() {
        Publication publication = balancer.publish(action, Messages.activation("guest/hello", true));
        awaitFailure(publication.accepted(), Kind.UNAVAILABLE);
        awaitFailure(publication.result(), Kind.UNAVAILABLE);
        assertThat(balancer.activeActivationsFor("guest")).isZero();
    }

    @Test
    public void theResultComesBeforeTheSlotIsFree() {
        InvokerId invoker = ping(0, true, runtime);
        ActivationMessage message = Messages.activation("guest/hello", true);
        Publication publication = balancer.publish(action, message);
        await(publication.accepted());
        assertThat(messaging.unread("invoker0")).containsExactly(message);
        assertThat(balancer.activeActivationsFor("guest")).isEqualTo(1);
        Activation record = Samples.activation("guest", "guest/hello", 1, message.activationId());
        acknowledge(message, Optional.of(record), Optional.empty(), false);
        assertThat(await(publication.result())).contains(record);
        assertThat(balancer.activeActivationsFor("guest")).isEqualTo(1);
        long taken = 1024 - action.limits().memory();
        assertThat(balancer.invokers().get(0).freeMemory()).isEqualTo(taken);
        acknowledge(message, Optional.empty(), Optional.of(invoker), false);
        assertThat(balancer.activeActivationsFor("guest")).isZero();
        assertThat(balancer.invokers().get(0).freeMemory()).isEqualTo(1024);
    }

    @Test
    public void oneActionStaysAtItsHomeUntilThatIsFull() {
        ping(0, true, runtime);
        ping(1, true, runtime);
        ping(2, true, runtime);
        int places = 1024 / action.limits().memory();
        for (int i = 0; i < places; i++) {
            publish();
        }
        assertThat(List.of(0, 1, 2))
                .filteredOn(instance -> !messaging.unread("invoker" + instance).isEmpty())
                .hasSize(1);
        publish();
        assertThat(List.of(0, 1, 2))
                .filteredOn(instance -> !messaging.unread("invoker" + instance).isEmpty())
                .hasSize(2);
    }

    @Test
    public void overloadGoesToAnyHealthyInvoker() {
        ping(0, true, runtime);
        for (int i = 0; i < 20; i++) {
            publish();
        }
        assertThat(messaging.unread("invoker0")).hasSize(20);
        assertThat(balancer.invokers().get(0).freeMemory()).isNegative();
    }

    @Test
    public void onlyInvokersThatOfferTheKindAreAsked() {
        ping(0, true, new RuntimeStatus(runtime.kind(), "image", Optional.of("no interpreter")));
        awaitFailure(
                balancer.publish(action, Messages.activation("guest/hello", true))
                        .accepted(),
                Kind.UNAVAILABLE);
        ping(1, true, runtime);
        for (int i = 0; i < 10; i++) {
            publish();
        }
        assertThat(messaging.unread("invoker1")).hasSize(10);
    }

    @Test
    public void anInvokerThatSaysGoodbyeGetsNothing() {
        ping(0, true, runtime);
        ping(0, false, runtime);
        assertThat(state(0)).isEqualTo(State.OFFLINE);
        awaitFailure(
                balancer.publish(action, Messages.activation("guest/hello", true))
                        .accepted(),
                Kind.UNAVAILABLE);
        ping(0, true, runtime);
        publish();
    }

    @Test
    public void aSilentInvokerIsOfflineAfterAWhile() throws Exception {
        ping(0, true, runtime);
        assertThat(state(0)).isEqualTo(State.HEALTHY);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (state(0) != State.OFFLINE && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(state(0)).isEqualTo(State.OFFLINE);
    }

    @Test
    public void systemErrorsMakeAnInvokerTheLastChoice() {
        InvokerId sick = ping(0, true, runtime);
        for (int i = 0; i < 4; i++) {
            acknowledge(publish(), Optional.empty(), Optional.of(sick), true);
        }
        assertThat(state(0)).isEqualTo(State.UNHEALTHY);
        publish();
        assertThat(messaging.unread("invoker0")).hasSize(5);
        ping(1, true, runtime);
        publish();
        assertThat(messaging.unread("invoker1")).hasSize(1);
    }

    @Test
    public void numbersBelowANewInvokerAreOffline() {
        ping(2, true, runtime);
        assertThat(balancer.invokers())
                .extracting(invoker -> invoker.state())
                .containsExactly(State.OFFLINE, State.OFFLINE, State.HEALTHY);
    }

    @Test
    public void stoppingTellsThoseWhoWait() {
        ping(0, true, runtime);
        Publication publication = balancer.publish(action, Messages.activation("guest/hello", true));
        balancer.close();
        awaitFailure(publication.result(), Kind.UNAVAILABLE);
    }
}
