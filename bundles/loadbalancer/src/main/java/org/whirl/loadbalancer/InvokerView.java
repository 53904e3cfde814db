package org.whirl.loadbalancer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.whirl.spi.balancer.InvokerHealth;
import org.whirl.spi.balancer.InvokerHealth.State;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.messaging.PingMessage;
import org.whirl.spi.runtime.RuntimeStatus;

/** What this controller knows of one invoker: its pings, its memory, and how its last activations ended. */
final class InvokerView {
    /** How an activation ended for the invoker's health. */
    enum Ending {
        SUCCESS,
        SYSTEM_ERROR,
        TIMEOUT
    }

    private static final int REMEMBERED = 10;
    private static final int TOLERATED = 3;

    private final Deque<Ending> endings = new ArrayDeque<>(REMEMBERED);
    private final MemorySlots slots;
    private volatile InvokerId id;
    private volatile List<RuntimeStatus> runtimes = List.of();
    private volatile long lastPing;
    private volatile boolean offline;
    private volatile State health = State.HEALTHY;

    InvokerView(InvokerId id, boolean offline) {
        this.id = id;
        this.offline = offline;
        this.slots = new MemorySlots(id.userMemory());
    }

    /** Takes in a ping; answers whether the invoker came back by it. */
    synchronized boolean ping(PingMessage ping, long now) {
        slots.resize(ping.invoker().userMemory() - id.userMemory());
        id = ping.invoker();
        runtimes = ping.runtimes();
        lastPing = now;
        boolean back = offline && ping.enabled();
        if (back) {
            endings.clear();
            health = State.HEALTHY;
        }
        offline = !ping.enabled();
        return back;
    }

    /** Marks the invoker as gone when it has been silent for too long; answers whether that is new. */
    boolean checkSilence(long now, long limit) {
        if (offline || now - lastPing < limit) {
            return false;
        }
        offline = true;
        return true;
    }

    /** Takes in how an activation ended: faults of the platform beyond the tolerance make the invoker the last choice. */
    synchronized void ended(Ending ending) {
        if (endings.size() == REMEMBERED) {
            endings.removeFirst();
        }
        endings.addLast(ending);
        if (count(Ending.SYSTEM_ERROR) > TOLERATED) {
            health = State.UNHEALTHY;
        } else if (count(Ending.TIMEOUT) > TOLERATED) {
            health = State.UNRESPONSIVE;
        } else {
            health = State.HEALTHY;
        }
    }

    private long count(Ending kind) {
        return endings.stream().filter(kind::equals).count();
    }

    State state() {
        return offline ? State.OFFLINE : health;
    }

    /** Whether it can run a kind; users' own images need no runtime. */
    boolean runs(String kind, boolean blackbox) {
        return blackbox
                || runtimes.stream()
                        .anyMatch(
                                status -> status.isAvailable() && status.kind().equals(kind));
    }

    InvokerId id() {
        return id;
    }

    MemorySlots slots() {
        return slots;
    }

    InvokerHealth snapshot() {
        return new InvokerHealth(id, state(), slots.free(), runtimes);
    }
}
