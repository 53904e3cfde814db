package org.whirl.runtime.nativecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import org.whirl.spi.conformance.ProxyAnswer;
import org.whirl.spi.conformance.ProxyClient;
import org.whirl.spi.conformance.ProxyProcess;

/** What processes may do, and how it is answered. */
public class NativeRunTest extends NativeFixture {
    private static final String NO_DICTIONARY = "The action did not return a dictionary or array.";

    @Test
    public void takesTheLastLineForTheResult() throws IOException {
        load("#!/bin/sh", "echo '{\"a\":1}'", "echo between", "echo '{\"a\":2}'", "printf '\\n  \\n'");
        assertRuns("{}", "{\"a\":2}");
        assertSentinels(1);
        assertThat(target().stdout()).isEqualTo("{\"a\":1}\nbetween\n" + SENTINEL + "\n");
    }

    @Test
    public void logsALastLineThatIsNoResult() throws IOException {
        load("#!/bin/sh", "echo '{\"a\":1}'", "printf '{no JSON'");
        assertThat(run("{}").error()).isEqualTo(NO_DICTIONARY);
        assertSentinels(1);
        assertThat(target().stdout()).isEqualTo("{\"a\":1}\n{no JSON\n" + SENTINEL + "\n");
    }

    @Test
    public void logsLinesAsTheyCome() throws Exception {
        load("#!/bin/sh", "echo first", "read line <wait", "echo '{}'");
        ProxyProcess process = (ProxyProcess) target();
        new ProcessBuilder("mkfifo", "wait")
                .directory(workingDirectory(process))
                .start()
                .waitFor();
        try (ProxyClient client = connect()) {
            client.send("POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
            await(() -> target().stdout().equals("first\n"));
            assertThat(target().stdout()).isEqualTo("first\n");
            new ProcessBuilder("sh", "-c", "echo go >wait")
                    .directory(workingDirectory(process))
                    .start()
                    .waitFor();
            assertThat(client.receive().json()).isEqualTo(json("{}"));
        }
    }

    private static File workingDirectory(ProxyProcess process) throws IOException {
        return Path.of("/proc/" + process.handle().pid() + "/cwd").toRealPath().toFile();
    }

    @Test
    public void passesTheArgumentBothWays() throws IOException {
        load("#!/bin/sh", "line=$(cat)", "[ \"$line\" = \"$1\" ] && echo \"$line\"");
        assertEchoes("{\"text\":\"❄ \\\"quoted\\\" 'too' \\u0000\"}");
        assertEchoes("[1,2.50,12345678901234567890]");
    }

    @Test
    public void doesNotWaitForChildrenLeftBehind() throws IOException {
        load("#!/bin/sh", "(sleep 30; echo late) &", "echo '{}'");
        assertRuns("{}", "{}");
        assertRuns("{}", "{}");
        assertSentinels(2);
    }

    @Test
    public void showsNothingOfChildrenLeftBehind() throws IOException {
        load(
                "#!/bin/sh",
                "case $1 in",
                "*later*) sleep 0.3 ;;",
                "*) (sleep 0.1; echo late; echo late >&2) & ;;",
                "esac",
                "echo '{}'");
        assertRuns("{}", "{}");
        assertRuns("{\"later\":true}", "{}");
        assertSentinels(2);
        assertThat(target().stdout() + target().stderr()).doesNotContain("late");
    }

    @Test
    public void saysWhyAProgramCannotBeStarted() throws IOException {
        load("#!/nowhere/interpreter");
        ProxyAnswer answer = run("{}");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.error()).isEqualTo("The action failed to locate a binary. See logs for details.");
        assertSentinels(1);
        assertThat(target().stderr()).contains("The action cannot be started: ");
    }

    @Test
    public void refusesScalars() throws IOException {
        initSample("echo");
        ProxyAnswer answer = run("5");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("The action did not receive a dictionary or array as an argument.");
    }

    @Test
    public void keepsVariablesForLaterRuns() throws IOException {
        initSample("environment");
        assertThat(run("{}", Map.of("custom", "x")).status()).isEqualTo(200);
        assertThat(run("{}").json().path("__OW_CUSTOM").textValue()).isEqualTo("x");
    }

    @Test
    public void refusesUnknownPaths() throws IOException {
        assertThat(post("/nowhere", "{}").status()).isEqualTo(404);
    }

    @Test
    public void finishesWhatItHasWhenItIsToldToEnd() throws Exception {
        load("#!/bin/sh", "sleep 0.7", "echo '{\"a\":1}'");
        ProxyProcess process = (ProxyProcess) target();
        try (ProxyClient busy = connect();
                ProxyClient late = connect()) {
            busy.send("POST /run HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
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
            return client.post("/nowhere", "{}").status() == 503;
        } catch (IOException lost) {
            throw new AssertionError("the proxy is gone before its activation is done", lost);
        }
    }
}
