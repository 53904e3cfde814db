package org.whirl.runtime.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;
import org.whirl.spi.conformance.ProxyClient;
import org.whirl.spi.conformance.ProxyProcess;

/** What functions may do, and how it is answered. */
public class PythonRunTest extends PythonFixture {
    private static final String NO_DICTIONARY = "The action did not return a dictionary or array.";

    @Test
    public void answersExceptionsWithTheirText() throws IOException {
        load(
                "def main(args):",
                "    if 'bad' in args:",
                "        raise ValueError('not ' + args['bad'])",
                "    return args");
        assertRuns("{\"bad\":\"so\"}", "{\"error\":\"not so\"}");
        assertEchoes("{\"good\":1}");
        assertSentinels(2);
        assertThat(target().stderr())
                .startsWith("Traceback (most recent call last):\n  File ")
                .contains("main__.py\", line 3, in main")
                .contains("ValueError: not so\n")
                .doesNotContain("whirl_proxy");
    }

    @Test
    public void answersExceptionsWithoutText() throws IOException {
        load("class Odd(Exception):", "    def __str__(self): raise Odd()", "def main(args):", "    raise Odd()");
        assertThat(run("{}").status()).isEqualTo(200);
        assertThat(run("{}").error()).isEqualTo("Odd");
        assertSentinels(2);
    }

    @Test
    public void findsOutAtRunThatTheEntryCannotBeCalled() throws IOException {
        load("main = 5");
        assertThat(run("{}").error()).contains("not callable");
        assertSentinels(1);
    }

    @Test
    public void noticesExits() throws IOException {
        load("import sys", "def main(args):", "    print('last words', end='')", "    sys.exit('over')");
        assertExits();
        assertSentinels(1);
        assertThat(target().stdout()).isEqualTo("last words\n" + SENTINEL + "\n");
        assertThat(target().stderr()).startsWith("over\n" + SENTINEL + "\n");
    }

    @Test
    public void noticesCrashes() throws IOException {
        load("import os", "def main(args):", "    os.kill(os.getpid(), 11)");
        assertExits();
        assertSentinels(1);
    }

    @Test
    public void noticesExitsThatLeaveChildrenBehind() throws IOException {
        load(
                "import os, time",
                "def main(args):",
                "    if os.fork() == 0:",
                "        time.sleep(60)",
                "    os._exit(1)");
        assertExits();
        assertSentinels(1);
    }

    private void assertExits() throws IOException {
        ProxyAnswer exited = run("{}");
        assertThat(exited.status()).isEqualTo(400);
        assertThat(exited.error()).isEqualTo("command exited");
        ProxyAnswer later = run("{}");
        assertThat(later.status()).isEqualTo(500);
        assertThat(later.error()).isEqualTo("no action defined yet");
        ProxyAnswer again = initSource("def main(args): pass");
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.error()).isEqualTo("Cannot initialize the action more than once.");
    }

    @Test
    public void writesTuplesAndKeysAsJson() throws IOException {
        load("def main(args):", "    return (1, {2: 'b', None: 'c', True: 'd'})");
        assertRuns("{}", "[1,{\"2\":\"b\",\"null\":\"c\",\"true\":\"d\"}]");
    }

    @Test
    public void refusesNumbersThatJsonLacks() throws IOException {
        load("def main(args):", "    return {'n': float(args['n'])}");
        ProxyAnswer answer = run("{\"n\":\"nan\"}");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo(NO_DICTIONARY);
        assertThat(run("{\"n\":\"-inf\"}").error()).isEqualTo(NO_DICTIONARY);
        assertRuns("{\"n\":\"1\"}", "{\"n\":1.0}");
        assertSentinels(3);
    }

    @Test
    public void survivesCyclesAndLoneSurrogates() throws IOException {
        load(
                "def main(args):",
                "    if 'text' in args:",
                "        return {'text': chr(0xd800)}",
                "    args['self'] = args",
                "    return args");
        assertThat(run("{}").status()).isEqualTo(502);
        assertThat(run("{\"text\":1}").body()).isEqualTo("{\"text\": \"\\ud800\"}");
        assertSentinels(2);
    }

    @Test
    public void awaitsCoroutines() throws IOException {
        load("import asyncio", "async def main(args):", "    await asyncio.sleep(0.01)", "    return args");
        assertEchoes("{\"a\":1}");
        assertEchoes("{\"a\":2}");
        assertSentinels(2);
    }

    @Test
    public void answersExceptionsOfCoroutines() throws IOException {
        load("async def main(args):", "    raise ValueError('later')");
        assertRuns("{}", "{\"error\":\"later\"}");
    }

    @Test
    public void noticesExitsWhereActivationsOverlap() throws IOException {
        start(Map.of("__OW_ALLOW_CONCURRENT", "TRUE"));
        load("import sys", "def main(args):", "    sys.exit(2)");
        assertExits();
    }

    @Test
    public void runsInTheMainThreadWhereNothingOverlaps() throws IOException {
        start(Map.of("__OW_ALLOW_CONCURRENT", "true"));
        load(
                "from threading import current_thread, main_thread",
                "def main(args):",
                "    return {'ok': current_thread() is main_thread()}");
        assertRuns("{}", "{\"ok\":true}");
        assertRuns("{}", "{\"ok\":true}");
        assertSentinels(2);
    }

    @Test
    public void passesScalarsOn() throws IOException {
        load("def main(args):", "    return {'got': args}");
        assertRuns("5", "{\"got\":5}");
    }

    @Test
    public void leavesItsThreadsAlone() throws IOException {
        load(
                "import threading",
                "def fail():",
                "    raise ValueError('in a thread')",
                "def main(args):",
                "    thread = threading.Thread(target=fail)",
                "    thread.start()",
                "    thread.join()",
                "    return args");
        assertEchoes("{\"a\":1}");
        assertEchoes("{\"a\":2}");
        assertSentinels(2);
        assertThat(target().stderr()).contains("ValueError: in a thread");
    }

    @Test
    public void showsNoModuleOfTheProxyInThePath() throws IOException {
        load("import sys", "def main(args):", "    return {'path': sys.path, 'stdin': sys.stdin.read()}");
        ProxyAnswer answer = run("{}");
        assertThat(answer.json().path("stdin").textValue()).isEmpty();
        assertThat(answer.json().path("path").toString()).doesNotContain("proxy-files");
    }

    @Test
    public void refusesToRunBeforeItIsStarted() throws IOException {
        ProxyAnswer answer = run("{}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).isEqualTo("no action defined yet");
    }

    @Test
    public void answersUnknownPathsWithNothing() throws IOException {
        ProxyAnswer answer = post("/nowhere", "{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    public void finishesWhatItHasWhenItIsToldToEnd() throws Exception {
        load("import time", "def main(args):", "    time.sleep(0.7)", "    return args");
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
