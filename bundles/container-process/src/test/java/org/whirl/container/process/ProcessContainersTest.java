package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.Container.Exit;
import org.whirl.spi.container.OutputStreamName;

/** What holds in every sandbox. */
@RunWith(Parameterized.class)
public final class ProcessContainersTest {
    @Rule
    public final Stand stand = new Stand(Isolation.AUTO);

    private final Function<Settings, Sandbox> sandbox;
    private final String token = "8" + System.nanoTime();

    public ProcessContainersTest(String name, Function<Settings, Sandbox> sandbox) {
        this.sandbox = sandbox;
    }

    @Parameters(name = "{0}")
    public static List<Object[]> sandboxes() {
        return SandboxKinds.all();
    }

    @Test
    public void endsChildrenThatHideOrIgnoreSignals() throws Exception {
        Container container = start();
        startStubbornChildren(container);
        Stand.await(container.destroy());
        assertThat(Stand.processesWith(token)).isZero();
        assertThat(stand.places()).isEmpty();
    }

    @Test
    public void endsChildrenWhenItsMainProcessEnds() throws Exception {
        Container container = start();
        startStubbornChildren(container);
        Stand.ask(container, "kill -9 $PPID");
        assertThat(Stand.await(container.exited())).isEqualTo(Exit.ENDED);
        Stand.await(container.destroy());
        assertThat(Stand.processesWith(token)).isZero();
        assertThat(stand.places()).isEmpty();
    }

    @Test
    public void givesNothingOfThePlatformsEnvironment() throws Exception {
        Container container = start();
        String environment = Stand.ask(container, "tr '\\0' '\\n' </proc/$PPID/environ");
        assertThat(environment.lines().map(line -> line.replaceFirst("=.*", "")))
                .containsOnlyOnce("PATH", "LANG", "HOME", "TMPDIR", "PROXY_HOST", "PROXY_PORT", "__OW_API_HOST")
                .isSubsetOf(
                        "PATH",
                        "LANG",
                        "HOME",
                        "TMPDIR",
                        "PROXY_HOST",
                        "PROXY_PORT",
                        "__OW_API_HOST",
                        ProcessTable.MARKER);
        assertThat(environment.lines())
                .contains("__OW_API_HOST=http://h")
                .contains("PROXY_PORT=" + container.address().getPort())
                .contains("PROXY_HOST=" + container.address().getAddress().getHostAddress());
    }

    @Test
    public void givesNoPrivileges() throws Exception {
        Container container = start();
        assertThat(Stand.ask(container, "grep -E 'NoNewPrivs|CapEff|CapPrm|CapBnd' /proc/self/status | tr -d ' \\t'")
                        .lines())
                .contains("NoNewPrivs:1", "CapEff:0000000000000000", "CapPrm:0000000000000000");
    }

    @Test
    public void limitsFiles() throws Exception {
        Container container = start();
        Stand.ask(container, "head -c 8000000 /dev/zero >big");
        assertThat(Stand.ask(container, "stat -c %s big")).isEqualTo(Long.toString(4L * 1024 * 1024));
        assertThat(Stand.ask(container, "ulimit -n")).isEqualTo("256");
    }

    @Test
    public void streamsWhatIsWritten() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        String python = "import sys\nprint('hello ☃ ' + 'x' * 100000, flush=True)\n"
                + "print('problem', file=sys.stderr, flush=True)\n";
        Container container = Stand.await(
                containers().create(Manifests.request(Manifests.shellServerAfter(python), (stream, bytes, length) -> {
                    ByteArrayOutputStream target = stream == OutputStreamName.STDOUT ? output : error;
                    target.write(bytes, 0, length);
                })));
        Stand.await(container.destroy());
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("hello ☃ " + "x".repeat(100_000) + "\n");
        assertThat(error.toString(StandardCharsets.UTF_8)).isEqualTo("problem\n");
    }

    @Test
    public void endsThoughItsOutputIsNotTaken() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        String python = "import threading\n"
                + "threading.Thread(target=lambda: print('x' * 20000000, flush=True), daemon=True).start()\n";
        Container container = Stand.await(
                containers().create(Manifests.request(Manifests.shellServerAfter(python), (stream, bytes, length) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                })));
        Stand.await(container.destroy());
        assertThat(Stand.await(container.exited())).isEqualTo(Exit.ENDED);
        Stand.until("the reader to end", interrupted::get);
    }

    @Test
    public void removesFoldersThatResist() throws Exception {
        Container container = start();
        Stand.ask(container, "mkdir -p locked/in && touch locked/in/file && chmod 000 locked/in locked");
        Stand.ask(container, "ln -s / root; ln -s /etc etc; ln -s nowhere nowhere2");
        Stand.ask(
                container,
                "d=ddddddddddddddddddddddddddddddddddddddddd; i=0;"
                        + " while [ $i -lt 200 ]; do mkdir $d && cd -P $d; i=$((i+1)); done");
        Stand.await(container.destroy());
        assertThat(stand.places()).isEmpty();
        assertThat(Files.exists(Path.of("/etc/passwd"))).isTrue();
    }

    private void startStubbornChildren(Container container) throws Exception {
        Stand.ask(
                container,
                "trap '' TERM HUP INT; sleep " + token + "1 >/dev/null 2>&1 & setsid sleep " + token
                        + "2 >/dev/null 2>&1 &" + " setsid sh -c '(setsid sleep " + token
                        + "3 &) ; exit' >/dev/null 2>&1 & true");
        for (int child = 1; child <= 3; child++) {
            String name = token + child;
            Stand.until("child " + child, () -> Stand.processesWith("sleep\0" + name) == 1);
        }
    }

    private ProcessContainers containers() throws Exception {
        return stand.containersIn(sandbox);
    }

    private Container start() throws Exception {
        return Stand.await(containers().create(Manifests.request(Manifests.shellServer())));
    }
}
