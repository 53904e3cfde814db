package org.whirl.invoker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Activations that wait for a container: in order within a namespace, in turn between namespaces, so that nobody waits
 * for all that another namespace has sent before. Confined to one event loop.
 */
final class WaitingJobs {
    private final Map<String, Deque<Job>> queues = new LinkedHashMap<>();

    boolean isEmpty() {
        return queues.isEmpty();
    }

    void add(Job job) {
        queue(job).addLast(job);
    }

    /** Puts a job before all others of its namespace. */
    void addFirst(Job job) {
        queue(job).addFirst(job);
    }

    private Deque<Job> queue(Job job) {
        return queues.computeIfAbsent(job.key().namespace(), namespace -> new ArrayDeque<>());
    }

    /** The first job of each namespace, in the order of turns. */
    List<Job> heads() {
        return queues.values().stream().map(Deque::getFirst).toList();
    }

    /** The namespaces that wait. */
    Set<String> namespaces() {
        return queues.keySet();
    }

    /** Takes a job away that was the first of its namespace; the next turn of that namespace comes after all others. */
    void remove(Job head) {
        String namespace = head.key().namespace();
        Deque<Job> queue = queues.remove(namespace);
        queue.removeFirst();
        if (!queue.isEmpty()) {
            queues.put(namespace, queue);
        }
    }
}
