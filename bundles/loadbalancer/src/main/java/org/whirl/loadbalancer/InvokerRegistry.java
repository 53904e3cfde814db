package org.whirl.loadbalancer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.balancer.InvokerHealth.State;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.messaging.PingMessage;

/** All invokers by number, and the choice among them. */
final class InvokerRegistry {
    private static final Logger log = LoggerFactory.getLogger(InvokerRegistry.class);

    private final Settings settings;
    private volatile Invokers invokers = new Invokers(List.of(), null, null);

    /** The invokers and their partitions, replaced as a whole when one joins. */
    private record Invokers(List<InvokerView> views, Partition managed, Partition blackbox) {}

    InvokerRegistry(Settings settings) {
        this.settings = settings;
    }

    /** Takes in a sign of life. Numbers are dense: those below a new one are there, but offline. */
    synchronized void ping(PingMessage ping, long now) {
        int instance = ping.invoker().instance();
        if (instance >= invokers.views().size()) {
            grow(instance, ping.invoker());
        }
        if (invokers.views().get(instance).ping(ping, now)) {
            log.info("Invoker {} is up with {} MB", instance, ping.invoker().userMemory());
        }
    }

    private void grow(int instance, InvokerId newest) {
        List<InvokerView> views = new ArrayList<>(invokers.views());
        for (int number = views.size(); number <= instance; number++) {
            InvokerId id = number == instance
                    ? newest
                    : new InvokerId(number, newest.userMemory(), Optional.empty(), Optional.empty());
            views.add(new InvokerView(id, true));
        }
        invokers = new Invokers(
                List.copyOf(views),
                Partition.managed(views.size(), settings.managedFraction()),
                Partition.blackbox(views.size(), settings.managedFraction(), settings.blackboxFraction()));
    }

    /** Marks silent invokers as offline. */
    void checkSilence(long now) {
        for (InvokerView view : invokers.views()) {
            if (view.checkSilence(now, settings.offlineAfter().toMillis())) {
                log.warn(
                        "Invoker {} gives no sign of life and gets no more work",
                        view.id().instance());
            }
        }
    }

    List<InvokerView> views() {
        return invokers.views();
    }

    /**
     * Chooses an invoker and takes its room: the first in probing order with room, else any healthy one, whose queue
     * grows, else one that is in doubt but alive. Empty when none can run the action.
     */
    Optional<InvokerView> choose(String namespace, Action action) {
        Invokers current = invokers;
        if (current.views().isEmpty()) {
            return Optional.empty();
        }
        boolean blackbox = action.exec() instanceof Exec.BlackboxExec;
        Partition partition = blackbox ? current.blackbox() : current.managed();
        String kind = action.exec().kind();
        String key = ShardingBalancer.slotKey(action);
        int memory = action.limits().memory();
        int concurrency = action.limits().concurrency();
        List<InvokerView> candidates =
                current.views().subList(partition.first(), partition.first() + partition.count());
        Predicate<InvokerView> healthy = view -> view.state() == State.HEALTHY && view.runs(kind, blackbox);
        int hash = Probe.hash(namespace, action.fullyQualifiedName().toString());
        OptionalInt found = Probe.find(
                hash,
                partition.count(),
                partition.strides(),
                index -> healthy.test(candidates.get(index))
                        && candidates.get(index).slots().tryTake(key, memory, concurrency));
        if (found.isPresent()) {
            return Optional.of(candidates.get(found.getAsInt()));
        }
        Optional<InvokerView> forced = any(candidates, healthy)
                .or(() -> any(current.views(), view -> view.state() != State.OFFLINE && view.runs(kind, blackbox)));
        forced.ifPresent(view -> view.slots().force(key, memory, concurrency));
        return forced;
    }

    private static Optional<InvokerView> any(List<InvokerView> views, Predicate<InvokerView> usable) {
        List<InvokerView> matching = views.stream().filter(usable).toList();
        return matching.isEmpty()
                ? Optional.empty()
                : Optional.of(matching.get(ThreadLocalRandom.current().nextInt(matching.size())));
    }
}
