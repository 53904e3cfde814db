package org.whirl.loadbalancer;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Activation;

/**
 * An activation that an invoker has not reported as ended.
 *
 * @param namespace the caller's namespace
 * @param action what runs
 * @param invoker where
 * @param deadline when it counts as lost, by the monotonic clock in milliseconds
 * @param result completes with the first word on the result
 */
record InFlight(
        String namespace,
        Action action,
        InvokerView invoker,
        long deadline,
        CompletableFuture<Optional<Activation>> result) {
    void releaseSlot() {
        String key = ShardingBalancer.slotKey(action);
        invoker.slots().release(key, action.limits().memory(), action.limits().concurrency());
        invoker.slots().forgetIdle(key);
    }
}
