package org.whirl.invoker;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Who may take memory from whom. Free memory is for everybody. A namespace that has its fair share leaves alone what
 * others have used a moment ago, so that a flood cannot drive out the warm containers of a quiet namespace.
 */
final class FairShares {
    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final long total;
    private final Collection<PooledContainer> containers;
    private final WaitingJobs waiting;

    /** Judges by the containers and jobs of the moment. */
    FairShares(long total, Collection<PooledContainer> containers, WaitingJobs waiting) {
        this.total = total;
        this.containers = containers;
        this.waiting = waiting;
    }

    /** Whether the namespace has more than its share. */
    boolean isAbove(String namespace) {
        return used(namespace) > share();
    }

    /** Whether so much more is due to the namespace: it stays within its share, or has nothing yet. */
    boolean isEntitled(String namespace, int memory) {
        long used = used(namespace);
        return used == 0 || used + memory <= share();
    }

    /** Whether a container that is idle may end for a job of the namespace. */
    boolean mayEnd(PooledContainer idle, String namespace, boolean entitled) {
        return entitled || isOwn(idle, namespace) || System.nanoTime() - idle.lastUsed() > MOMENT_NANOS;
    }

    private static boolean isOwn(PooledContainer container, String namespace) {
        return container.namespace().map(namespace::equals).orElse(true);
    }

    private long used(String namespace) {
        return containers.stream()
                .filter(container ->
                        container.namespace().filter(namespace::equals).isPresent())
                .mapToLong(PooledContainer::memory)
                .sum();
    }

    private long share() {
        Set<String> namespaces = new HashSet<>(waiting.namespaces());
        containers.forEach(container -> container.namespace().ifPresent(namespaces::add));
        return total / Math.max(1, namespaces.size());
    }
}
