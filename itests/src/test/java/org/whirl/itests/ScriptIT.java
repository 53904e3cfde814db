package org.whirl.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The script as a user calls it: up, used, killed, up again with all there, down with nothing left. */
public class ScriptIT {

    @ClassRule
    public static final TemporaryFolder folder = new TemporaryFolder();

    private static Script script;
    private static int port;

    @BeforeClass
    public static void start() throws Exception {
        script = new Script(folder.getRoot().toPath().toRealPath().resolve("state"));
        port = WhirlIT.freePort();
        up();
    }

    @AfterClass
    public static void stop() throws Exception {
        assertThat(script.run("down").exitCode()).isZero();
        waitUntilGone();
    }

    @Test
    public void keepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
        String id = script.api().fire("hello", "{}").body().get("activationId").asText();
        script.platform().destroyForcibly();
        waitUntilGone();

        up();

        Api api = script.api();
        WhirlIT.eventually(
                "the record",
                Duration.ofSeconds(60),
                () -> api.get("activations/" + id).status() == 200);
        assertThat(api.get("activations/" + id).result().path("greeting").asText())
                .isEqualTo("Hello, world!");
    }

    @Test
    public void saysThatItIsUpWhenItIs() throws Exception {
        Script.Result again = script.run("up");
        assertThat(again.exitCode()).isZero();
        assertThat(again.output()).contains("already up at http://127.0.0.1:" + port);
    }

    @Test
    public void printsTheEnvironmentAndNothingElse() throws Exception {
        String output = script.run("env").output();
        assertThat(output).matches("APIHOST=http://127.0.0.1:" + port + "\nAUTH=[0-9a-f-]{36}:[A-Za-z0-9]{64}\n");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(script.state().resolve("wskprops"))))
                .isEqualTo("rw-------");
    }

    @Test
    public void passesOnTheExitCodeOfShellCommands() throws Exception {
        Script.Result list = script.run("shell", "whirl:action-list");
        assertThat(list.exitCode()).as("%s", list).isZero();
        assertThat(list.output()).contains("hello");
        assertThat(script.run("shell", "whirl:no-such-command").exitCode()).isNotZero();
    }

    @Test
    public void refusesAPortThatIsTakenBeforeItStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Script other = new Script(folder.getRoot().toPath().resolve("other"));
            Script.Result result = other.run("up", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.errors()).contains("port " + taken.getLocalPort() + " is already taken");
            assertThat(other.processes()).isEmpty();
        }
    }

    private static void up() throws Exception {
        Script.Result result = script.run("up", "--port", Integer.toString(port));
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.output()).contains("Hello, Whirl!");
        System.out.println("Script: "
                + result.output()
                        .lines()
                        .filter(line -> line.startsWith("Whirl is up"))
                        .toList());
    }

    private static void waitUntilGone() throws Exception {
        WhirlIT.eventually(
                "nothing left", Duration.ofSeconds(10), () -> script.processes().isEmpty());
    }
}
