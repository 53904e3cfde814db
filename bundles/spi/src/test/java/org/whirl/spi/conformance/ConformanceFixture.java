package org.whirl.spi.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.After;

/** What every conformance case needs: a proxy of its own, a way to talk to it, and its logs. */
public abstract class ConformanceFixture {
    /** The line that ends an activation's output. */
    protected static final String SENTINEL = "XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX";

    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(20);

    private ProxyTarget target;
    private ProxyClient client;

    /** Starts proxies of the kind under test. */
    protected abstract ProxyLauncher launcher();

    /** Sample actions of its language. */
    protected abstract SampleCode samples();

    /** Ends the case's proxy. */
    @After
    public final void stop() throws IOException {
        if (client != null) {
            client.close();
        }
        if (target != null) {
            target.close();
        }
    }

    /** The proxy of this case, started when it is first asked for. */
    protected final ProxyTarget target() {
        return target == null ? start(Map.of()) : target;
    }

    /** Starts the proxy of this case with environment variables of its own. */
    protected final ProxyTarget start(Map<String, String> environment) {
        target = launcher().start(environment);
        return target;
    }

    /** A new connection, made as soon as the proxy listens. */
    protected final ProxyClient connect() {
        ProxyTarget running = target();
        long deadline = System.nanoTime() + START_NANOS;
        while (true) {
            try {
                return new ProxyClient(running.address());
            } catch (IOException refused) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the proxy does not listen; it wrote " + running.stderr(), refused);
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** Posts on the case's one lasting connection. */
    protected final ProxyAnswer post(String path, String body) throws IOException {
        if (client == null) {
            client = connect();
        }
        return client.post(path, body);
    }

    /** Loads code. */
    protected final ProxyAnswer init(String code, String main, boolean binary, Map<String, ?> env) throws IOException {
        ObjectNode value = ProxyAnswer.MAPPER.createObjectNode();
        value.put("name", "sample").put("main", main).put("binary", binary).put("code", code);
        value.set("env", ProxyAnswer.MAPPER.valueToTree(env));
        ObjectNode message = ProxyAnswer.MAPPER.createObjectNode();
        message.set("value", value);
        return post("/init", message.toString());
    }

    /** Loads source text with the entry {@code main}. */
    protected final ProxyAnswer initSource(String code) throws IOException {
        return init(code, "main", false, Map.of());
    }

    /** Loads an archive, which must work. */
    protected final void initArchive(String archive, String main) throws IOException {
        ProxyAnswer answer = init(archive, main, true, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Loads a sample, which must work. */
    protected final void initSample(String name) throws IOException {
        ProxyAnswer answer = initSource(samples().text(name));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Runs with an argument and more fields. */
    protected final ProxyAnswer run(String value, Map<String, ?> extra) throws IOException {
        return post("/run", runBody(value, extra));
    }

    /** Runs with an argument, given as JSON. */
    protected final ProxyAnswer run(String value) throws IOException {
        return run(value, Map.of());
    }

    /** The body of a run. */
    protected static String runBody(String value, Map<String, ?> extra) {
        Map<String, Object> message = new HashMap<>(extra);
        message.put("value", json(value));
        return ProxyAnswer.MAPPER.valueToTree(message).toString();
    }

    /** JSON from text. */
    protected static JsonNode json(String text) {
        try {
            return ProxyAnswer.MAPPER.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new AssertionError(text, invalid);
        }
    }

    /** Fails unless a run answers 200 with a value. */
    protected final void assertRuns(String value, String result) throws IOException {
        ProxyAnswer answer = run(value);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(json(result));
    }

    /** Fails unless a run answers 200 with the same value that it got. */
    protected final void assertEchoes(String value) throws IOException {
        assertRuns(value, value);
    }

    /** Ends the proxy and fails unless each stream has exactly so many sentinels, each a line of its own. */
    protected final void assertSentinels(int count) {
        ProxyTarget running = target();
        await(() -> sentinels(running.stdout()) >= count && sentinels(running.stderr()) >= count);
        running.close();
        assertThat(sentinels(running.stdout()))
                .as("sentinels in %s", running.stdout())
                .isEqualTo(count);
        assertThat(sentinels(running.stderr()))
                .as("sentinels in %s", running.stderr())
                .isEqualTo(count);
        assertThat(running.stdout().split(SENTINEL, -1)).hasSize(count + 1);
        assertThat(running.stderr().split(SENTINEL, -1)).hasSize(count + 1);
    }

    /** Waits a while for a condition; whoever cares fails afterwards. */
    protected static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** What a stream holds besides sentinels. */
    protected static String printed(String output) {
        return output.replace(SENTINEL + "\n", "");
    }

    private static long sentinels(String output) {
        return output.lines().filter(SENTINEL::equals).count();
    }
}
