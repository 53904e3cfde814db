package org.whirl.controller.limits;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Test;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.Settings.Quotas;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;

public final class ThrottlesTest {
    private static final BasicAuthKey KEY = new BasicAuthKey("23bc46b1-71f6-4ed5-8c54-816aa4f8c502", "k".repeat(64));
    private static final Quotas QUOTAS = new Quotas(2, 30, 1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong(60_000L * 1000);

    @After
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Throttles throttles(int controllers) {
        return new Throttles(
                QUOTAS, new ServiceHolder<LoadBalancer>("load balancer", vertx, 10, 1), clock::get, () -> controllers);
    }

    private static Identity caller(String namespace, NamespaceLimits limits) {
        return new Identity("somebody", namespace, KEY, limits);
    }

    private static void refuses(Runnable request, int count, int allowed) {
        assertThatThrownBy(request::run)
                .isInstanceOf(RefusedException.class)
                .hasMessage("Too many requests in the last minute (count: " + count + ", allowed: " + allowed + ").");
    }

    @Test
    public void everyRequestOfAMinuteCountsTheRefusedOnesToo() {
        Throttles throttles = throttles(1);
        Identity guest = caller("guest", NamespaceLimits.NONE);
        throttles.invocation(guest);
        throttles.invocation(guest);
        refuses(() -> throttles.invocation(guest), 3, 2);
        refuses(() -> throttles.invocation(guest), 4, 2);
        clock.addAndGet(59_999);
        refuses(() -> throttles.invocation(guest), 5, 2);
        clock.addAndGet(1);
        throttles.invocation(guest);
    }

    @Test
    public void namespacesAndFiresCountApart() {
        Throttles throttles = throttles(1);
        Identity guest = caller("guest", NamespaceLimits.NONE);
        throttles.fire(guest);
        refuses(() -> throttles.fire(guest), 2, 1);
        throttles.fire(caller("other", NamespaceLimits.NONE));
        throttles.invocation(guest);
    }

    @Test
    public void aNamespaceMayHaveLimitsOfItsOwn() {
        Throttles throttles = throttles(1);
        Identity blocked = caller("blocked", NamespaceLimits.NONE.with(Count.INVOCATIONS_PER_MINUTE, 0));
        refuses(() -> throttles.invocation(blocked), 1, 0);
        Identity large = caller("large", NamespaceLimits.NONE.with(Count.FIRES_PER_MINUTE, 3));
        for (int i = 0; i < 3; i++) {
            throttles.fire(large);
        }
        refuses(() -> throttles.fire(large), 4, 3);
    }

    @Test
    public void nothingRunsAtOnceWhereNothingMay() {
        Identity blocked = caller("blocked", NamespaceLimits.NONE.with(Count.CONCURRENT_INVOCATIONS, 0));
        assertThatThrownBy(() -> throttles(1).invocation(blocked))
                .hasMessage("Too many concurrent requests in flight (count: 0, allowed: 0).");
    }

    @Test
    public void severalControllersShareALimit() {
        Throttles throttles = throttles(3);
        Identity guest = caller("guest", NamespaceLimits.NONE.with(Count.INVOCATIONS_PER_MINUTE, 6));
        throttles.invocation(guest);
        throttles.invocation(guest);
        refuses(() -> throttles.invocation(guest), 3, 2);
        throttles.fire(guest);
        refuses(() -> throttles.fire(guest), 2, 1);
        refuses(() -> throttles.fire(caller("blocked", NamespaceLimits.NONE.with(Count.FIRES_PER_MINUTE, 0))), 1, 0);
    }
}
