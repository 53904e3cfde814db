package org.whirl.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Languages come and go while the platform runs, and calls of another language do not notice. */
public class HotPlugIT extends WhirlIT {
    private static final String PYTHON = "org.whirl.runtime-python";
    private static final String VERSION = System.getProperty("whirl.version");
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String GREET = "def main(args):\n    return {'snake': args.get('name')}";

    /** Connects to the test, and returns when that sends something. */
    private static final String LATE =
            """
            import socket
            def main(args):
                with socket.create_connection(('127.0.0.1', args['port'])) as gate:
                    return {'late': gate.recv(1).decode()}
            """;

    private Load load;

    @Before
    public void callAnotherLanguageWithoutPause() throws Exception {
        eventually(
                "node there", Duration.ofSeconds(30), () -> stores("steady", "nodejs:default", "const main = a => a"));
        eventually("python there", Duration.ofSeconds(30), () -> stores("greet", "python:default", GREET));
        load = Load.start(api(), "steady", 4);
    }

    @After
    public void putPythonBackAfterAFailure() throws Exception {
        if (python().isEmpty()) {
            context.installBundle("mvn:org.whirl/runtime-python/" + VERSION).start();
        }
    }

    @After
    public void noOtherCallHasFailed() throws Exception {
        assertThat(load.end()).isEmpty();
        assertThat(load.calls()).isGreaterThan(10);
        System.out.println("Hot plug: " + load.calls() + " calls of another kind, 0 failed");
    }

    @Test
    public void aRuntimeIsUninstalledAndInstalledAgain() throws Exception {
        Bundle python = python().orElseThrow();
        try (ServerSocket gate = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(api().put("late", "python:default", LATE).status()).isEqualTo(200);
            CompletableFuture<Api.Answer> underWay =
                    CompletableFuture.supplyAsync(() -> invoke("late", "{\"port\":" + gate.getLocalPort() + "}"));
            try (Socket running = gate.accept()) {
                python.uninstall();
                within("out", HotPlugIT::pythonIsOut);
                running.getOutputStream().write('.');
            }
            assertThat(underWay.get(1, TimeUnit.MINUTES).result().path("late").asText())
                    .isEqualTo(".");
        }

        context.installBundle(python.getLocation()).start();
        within("in again", HotPlugIT::pythonIsIn);
    }

    @Test
    public void aRuntimeIsDroppedIntoTheDeployFolderAndRemoved() throws Exception {
        Bundle python = python().orElseThrow();
        Path jar = Path.of(System.getProperty("karaf.home"), "system/org/whirl/runtime-python", VERSION)
                .resolve("runtime-python-" + VERSION + ".jar");
        Path dropped = Path.of(System.getProperty("karaf.base"), "deploy", "runtime-python.jar");
        python.uninstall();
        within("out", HotPlugIT::pythonIsOut);

        Files.copy(jar, dropped);
        within("in by deploy folder", HotPlugIT::pythonIsIn);
        Files.delete(dropped);
        within("out by deploy folder", HotPlugIT::pythonIsOut);

        context.installBundle(python.getLocation()).start();
        within("in again", HotPlugIT::pythonIsIn);
    }

    @Test
    public void aFileDeclaresAKind() throws Exception {
        Path file = Path.of(System.getProperty("karaf.etc"), "org.whirl.runtime-snake.cfg");
        try (InputStream proxy = HotPlugIT.class.getResourceAsStream("/snake_proxy.py")) {
            String code = Base64.getEncoder().encodeToString(proxy.readAllBytes());
            Files.writeString(
                    file,
                    "kind = snake:3\ncommand = python3 -c \"import base64; exec(base64.b64decode('" + code + "'))\"\n");
        }
        within("in by file", () -> stores("hiss", "snake:3", GREET));
        assertThat(api().invoke("hiss", "{\"name\":\"s\"}")
                        .result()
                        .path("snake")
                        .asText())
                .isEqualTo("s");

        Files.delete(file);
        within("out by file", () -> refuses("hiss", "snake:3"));
    }

    private static boolean pythonIsIn() throws Exception {
        return stores("greet", "python:default", GREET)
                && api().invoke("greet", "{\"name\":\"x\"}")
                        .result()
                        .path("snake")
                        .asText()
                        .equals("x");
    }

    private static boolean pythonIsOut() throws Exception {
        return refuses("greet", "python:default");
    }

    private static boolean stores(String action, String kind, String code) throws Exception {
        return api().put(action, kind, code).status() == 200;
    }

    /** Neither making an action of the kind works nor calling one that there is; both name the kind. */
    private static boolean refuses(String action, String kind) throws Exception {
        Api.Answer made = api().put("new", kind, GREET);
        Api.Answer called = api().invoke(action, "{}");
        return made.status() == 400
                && made.error().contains("The specified runtime '" + kind + "' is not supported by this platform.")
                && called.status() == 503
                && called.error().startsWith("The runtime '" + kind.substring(0, kind.indexOf(':') + 1))
                && called.error().contains("is not available at the moment");
    }

    private static void within(String change, Callable<Boolean> condition) throws Exception {
        long began = System.nanoTime();
        eventually(change, LIMIT, condition);
        Duration taken = Duration.ofNanos(System.nanoTime() - began);
        assertThat(taken).as(change).isLessThan(LIMIT);
        System.out.println("Hot plug: " + change + " after " + taken.toMillis() + " ms");
    }

    private static Api.Answer invoke(String action, String parameters) {
        try {
            return api().invoke(action, parameters);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private Optional<Bundle> python() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(PYTHON))
                .findFirst();
    }
}
