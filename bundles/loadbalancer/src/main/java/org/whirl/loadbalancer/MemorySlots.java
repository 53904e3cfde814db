package org.whirl.loadbalancer;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory of one invoker as this controller gives it out. Activations of an action that runs several in one
 * container share that container's memory: the first takes it, the last to end gives it back.
 */
final class MemorySlots {
    private final Map<String, int[]> spares = new HashMap<>();
    private long free;

    MemorySlots(long memory) {
        this.free = memory;
    }

    synchronized long free() {
        return free;
    }

    /** Changes the total by a difference, when the invoker came back with other memory. */
    synchronized void resize(long difference) {
        free += difference;
    }

    /** Takes room for one activation if there is some. */
    boolean tryTake(String action, int memory, int concurrency) {
        return take(action, memory, concurrency, false);
    }

    /** Takes room even where there is none: the invoker then queues. */
    void force(String action, int memory, int concurrency) {
        take(action, memory, concurrency, true);
    }

    private synchronized boolean take(String action, int memory, int concurrency, boolean force) {
        if (concurrency > 1) {
            int[] spare = spares.get(action);
            if (spare != null && spare[0] > 0) {
                spare[0]--;
                return true;
            }
        }
        if (!force && free < memory) {
            return false;
        }
        free -= memory;
        if (concurrency > 1) {
            spares.computeIfAbsent(action, key -> new int[1])[0] += concurrency - 1;
        }
        return true;
    }

    /** Gives back the room of one activation. */
    synchronized void release(String action, int memory, int concurrency) {
        if (concurrency == 1) {
            free += memory;
            return;
        }
        int[] spare = spares.computeIfAbsent(action, key -> new int[1]);
        spare[0]++;
        if (spare[0] >= concurrency) {
            free += memory;
            spare[0] -= concurrency;
        }
    }

    /** Forgets an action's shared room once nothing of it is in flight, so that the table stays small. */
    synchronized void forgetIdle(String action) {
        int[] spare = spares.get(action);
        if (spare != null && spare[0] == 0) {
            spares.remove(action);
        }
    }
}
