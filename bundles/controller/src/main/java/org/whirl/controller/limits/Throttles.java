package org.whirl.controller.limits;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.Settings.Quotas;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.entity.Identity;

/**
 * How much a namespace may start (contract: REST API, 6.1). To be asked right after a request's path is known to be
 * well-formed, before anything is looked up: refused requests count too. With several controllers each of them allows a
 * share of a limit, a little more than its part because requests are never spread evenly.
 */
public final class Throttles {
    private static final int ONE_AT_ONCE_RETRY_SECONDS = 1;
    private static final double TOLERANCE = 1.2;

    private final Quotas quotas;
    private final ServiceHolder<LoadBalancer> balancer;
    private final LongSupplier clock;
    private final IntSupplier controllers;
    private final MinuteCounts invocations = new MinuteCounts();
    private final MinuteCounts fires = new MinuteCounts();

    /** For a controller on its own; the quotas hold for namespaces that have no limits of their own. */
    public Throttles(Quotas quotas, ServiceHolder<LoadBalancer> balancer) {
        this(quotas, balancer, System::currentTimeMillis, () -> 1);
    }

    Throttles(Quotas quotas, ServiceHolder<LoadBalancer> balancer, LongSupplier clock, IntSupplier controllers) {
        this.quotas = quotas;
        this.balancer = balancer;
        this.clock = clock;
        this.controllers = controllers;
    }

    /**
     * Counts one invocation that the namespace of this identity pays for: an action invoked, a web action called (the
     * identity is its owner then), or an action that a rule starts. Fails with status 429 where that is too much.
     */
    public void invocation(Identity payer) {
        requireRate(invocations, payer, payer.limits().invocationsPerMinute().orElse(quotas.invocationsPerMinute()));
        int allowed = share(payer.limits().concurrentInvocations().orElse(quotas.concurrentInvocations()));
        int inFlight = balancer.current()
                .map(present -> present.activeActivationsFor(payer.namespace()))
                .orElse(0);
        if (inFlight >= allowed) {
            throw RefusedException.throttled(
                    "Too many concurrent requests in flight (count: " + inFlight + ", allowed: " + allowed + ").",
                    ONE_AT_ONCE_RETRY_SECONDS);
        }
    }

    /** Counts one fire of a trigger; fails with status 429 where that is too much. */
    public void fire(Identity payer) {
        requireRate(fires, payer, payer.limits().firesPerMinute().orElse(quotas.firesPerMinute()));
    }

    private void requireRate(MinuteCounts counts, Identity payer, int limit) {
        long now = clock.getAsLong();
        long minute = TimeUnit.MILLISECONDS.toMinutes(now);
        int allowed = share(limit);
        int count = counts.add(payer.namespace(), minute);
        if (count > allowed) {
            throw RefusedException.throttled(
                    "Too many requests in the last minute (count: " + count + ", allowed: " + allowed + ").",
                    secondsTo(TimeUnit.MINUTES.toMillis(minute + 1), now));
        }
    }

    private static int secondsTo(long moment, long now) {
        return (int) Math.max(1, (moment - now + 999) / 1000);
    }

    /** What this controller may let through of a limit (contract: invoker and messaging, 14). */
    private int share(int limit) {
        int parts = controllers.getAsInt();
        return parts <= 1 || limit == 0 ? limit : (int) Math.max(1, (long) Math.ceil(TOLERANCE * limit) / parts);
    }
}
