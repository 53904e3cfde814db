package org.whirl.runtime.nodejs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;
import org.whirl.spi.conformance.ProxyClient;
import org.whirl.spi.conformance.ProxyProcess;

/** What handlers may do, and how it is answered. */
public class NodejsRunTest extends NodejsFixture {
    @Test
    public void answersRejectionsWithTheError() throws IOException {
        load("function main() { return Promise.reject(Object.assign(new TypeError('no'), { extra: 1 })); }");
        ProxyAnswer answer = run("{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/error/name").textValue()).isEqualTo("TypeError");
        assertThat(answer.json().at("/error/message").textValue()).isEqualTo("no");
        assertThat(answer.json().at("/error/stack").textValue()).startsWith("TypeError: no\n");
        assertThat(answer.json().at("/error/extra").intValue()).isEqualTo(1);
        assertSentinels(1);
    }

    @Test
    public void answersRejectionsWithOtherValues() throws IOException {
        load(
                "const values = [undefined, 'text', { error: { code: 4 } }, Object.create(null), 10n];",
                "values[2].self = values[2];",
                "const main = async ({ index }) => { throw values[index]; };");
        assertRuns("{\"index\":0}", "{\"error\":{}}");
        assertRuns("{\"index\":1}", "{\"error\":\"text\"}");
        assertRuns("{\"index\":2}", "{\"error\":{\"error\":{\"code\":4},\"self\":\"[Circular]\"}}");
        assertRuns("{\"index\":3}", "{\"error\":{}}");
        assertRuns("{\"index\":4}", "{\"error\":\"10\"}");
    }

    @Test
    public void answersThrownErrorsAndGoesOn() throws IOException {
        load("function main({ what }) { if (what) throw what === 'odd' ? Object.create(null) : new Error(what); }");
        ProxyAnswer answer = run("{\"what\":\"boom\"}");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo("An error has occurred: Error: boom");
        assertThat(run("{\"what\":\"odd\"}").status()).isEqualTo(502);
        assertRuns("{}", "{}");
        assertSentinels(3);
    }

    @Test
    public void answersResultsThatAreNoObject() throws IOException {
        load(
                "const values = [() => 1, 10n, 'x', true, Symbol('s'), { toJSON: () => 5 }, new Date()];",
                "const main = ({ index }) => values[index];");
        for (int index = 0; index < 7; index++) {
            ProxyAnswer answer = run("{\"index\":" + index + "}");
            assertThat(answer.status()).as("value %s", index).isEqualTo(502);
            assertThat(answer.error()).isEqualTo("The action did not return a dictionary.");
        }
        assertSentinels(7);
    }

    @Test
    public void answersResultsThatCannotBeWritten() throws IOException {
        load("const main = () => ({ big: 10n });");
        ProxyAnswer answer = run("{}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).isEqualTo("Internal error.");
        assertSentinels(1);
    }

    @Test
    public void namesTheTypeOfArgumentsThatAreNoObject() throws IOException {
        load("const main = (args) => args;");
        ProxyAnswer answer = run("\"text\"");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error())
                .isEqualTo("Internal system error: the argument must be a dictionary but has type 'string'.");
        assertRuns("{\"a\":1}", "{\"a\":1}");
    }

    @Test
    public void losesTheConnectionWhenTheActionExits() throws IOException {
        load("function main() { console.log('last words'); process.exit(3); }");
        assertThatThrownBy(() -> run("{}")).isInstanceOf(IOException.class);
        await(() -> target().stdout().contains("last words\n"));
        assertSentinelsAreAbsent();
    }

    @Test
    public void endsWithErrorsOutsideTheHandler() throws IOException {
        load("function main() { return new Promise(() => setTimeout(() => { throw new Error('late'); }, 10)); }");
        assertThatThrownBy(() -> run("{}")).isInstanceOf(IOException.class);
        await(() -> target().stderr().contains("late"));
        assertSentinelsAreAbsent();
    }

    private void assertSentinelsAreAbsent() {
        target().close();
        assertThat(target().stdout() + target().stderr()).isNotEmpty().doesNotContain(SENTINEL);
    }

    @Test
    public void keepsRawWritesInLine() throws IOException {
        load(
                "const fs = require('fs');",
                "function main() { fs.writeSync(1, 'raw'); fs.writeSync(2, Buffer.from('raw\\n')); }");
        assertRuns("{}", "{}");
        assertSentinels(1);
        assertThat(target().stdout()).isEqualTo("raw\n" + SENTINEL + "\n");
        assertThat(target().stderr()).isEqualTo("raw\n" + SENTINEL + "\n");
    }

    @Test
    public void keepsItsStreamsOpen() throws IOException {
        load("function main() { process.stdout.end('bye'); console.log('still here'); return {}; }");
        assertRuns("{}", "{}");
        assertRuns("{}", "{}");
        assertSentinels(2);
    }

    @Test
    public void refusesUnknownPathsAndMethods() throws IOException {
        assertThat(post("/nowhere", "{}").status()).isEqualTo(500);
        try (ProxyClient client = connect()) {
            client.sendHead("GET", "/run", 0);
            ProxyAnswer answer = client.receive();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.error()).isEqualTo("Bad request.");
        }
    }

    @Test
    public void refusesToRunBeforeItIsStarted() throws IOException {
        ProxyAnswer answer = run("{}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("System not initialized.");
    }

    @Test
    public void finishesWhatItHasWhenItIsToldToEnd() throws Exception {
        load("const main = (args) => new Promise((resolve) => setTimeout(() => resolve(args), 700));");
        ProxyProcess process = (ProxyProcess) target();
        try (ProxyClient busy = connect();
                ProxyClient late = connect()) {
            busy.send("POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\n{\"value\":{\"a\":1}}");
            assertThat(late.post("/nowhere", "{}").status()).isNotEqualTo(503);
            process.handle().destroy();
            AtomicBoolean draining = new AtomicBoolean();
            await(() -> {
                draining.set(isDraining(late));
                return draining.get();
            });
            assertThat(draining).isTrue();
            assertThat(busy.receive().json()).isEqualTo(json("{\"a\":1}"));
        }
        assertThat(process.handle().onExit().get(10, TimeUnit.SECONDS).isAlive())
                .isFalse();
    }

    private static boolean isDraining(ProxyClient client) {
        try {
            return client.post("/init", "{}").status() == 503;
        } catch (IOException lost) {
            throw new AssertionError("the proxy is gone before its activation is done", lost);
        }
    }
}
