package org.whirl.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls an action without pause, over several connections, until it is told to end. */
final class Load {
    private final Api api;
    private final String action;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    private Load(Api api, String action) {
        this.api = api;
        this.action = action;
    }

    static Load start(Api api, String action, int connections) {
        Load load = new Load(api, action);
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(load::work, "load-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void work() {
        while (!ended.get()) {
            int number = calls.incrementAndGet();
            try {
                Api.Answer answer = api.invoke(action, "{\"number\":" + number + "}");
                if (answer.status() != 200 || answer.result().path("number").asInt() != number) {
                    failures.add(answer.toString());
                }
            } catch (Exception e) {
                failures.add(e.toString());
            }
        }
    }

    /** Waits for the calls under way and answers how many there were and which failed. */
    List<String> end() throws InterruptedException {
        ended.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(failures);
    }

    int calls() {
        return calls.get();
    }
}
