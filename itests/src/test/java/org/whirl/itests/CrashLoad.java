package org.whirl.itests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes and invokes actions over many connections until the platform is gone, and keeps what was acknowledged. */
final class CrashLoad {
    private static final String CODE = "const main = async ({ n, wait }) => {\n"
            + "  await new Promise(done => setTimeout(done, wait))\n  return { n }\n}";

    private final Api api;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, String> actions = new ConcurrentHashMap<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Map<String, String> read = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    private CrashLoad(Api api) {
        this.api = api;
    }

    static CrashLoad start(Api api, int connections) throws Exception {
        CrashLoad load = new CrashLoad(api);
        api.put("target", "nodejs:default", CODE);
        List<Work> works = List.of(load::make, load::fire, load::call, load::fire);
        for (int i = 0; i < connections; i++) {
            Work work = works.get(i % works.size());
            Thread thread = new Thread(() -> load.repeat(work), "crash-load-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    /** One call; it fails when the platform is gone. */
    private interface Work {
        void run(int number) throws IOException, InterruptedException;
    }

    private void repeat(Work work) {
        while (!ended) {
            try {
                work.run(numbers.incrementAndGet());
            } catch (IOException gone) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void make(int number) throws IOException, InterruptedException {
        String code = CODE + "// " + number + " " + "x".repeat(number % 100 * 100);
        if (api.put("made-" + number, "nodejs:default", code).status() == 200) {
            actions.put("made-" + number, code);
        }
    }

    private void fire(int number) throws IOException, InterruptedException {
        Api.Answer answer = api.fire("target", "{\"n\":" + number + ",\"wait\":" + number % 300 + "}");
        if (answer.status() == 202) {
            accepted.add(answer.body().get("activationId").asText());
        }
    }

    private void call(int number) throws IOException, InterruptedException {
        Api.Answer answer = api.invoke("target", "{\"n\":" + number + ",\"wait\":0}");
        if (answer.status() == 200) {
            String id = answer.body().get("activationId").asText();
            accepted.add(id);
            Api.Answer record = api.get("activations/" + id);
            if (record.status() == 200) {
                read.put(id, record.body().toString());
            }
        }
    }

    /** How much of the rarest kind was acknowledged. */
    int size() {
        return Math.min(Math.min(actions.size(), accepted.size()), 5 * read.size());
    }

    void end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Actions that were stored, with their code. */
    Map<String, String> actions() {
        return actions;
    }

    /** Activations that were accepted. */
    Set<String> accepted() {
        return accepted;
    }

    /** Records that were read. */
    Map<String, String> read() {
        return read;
    }
}
