package org.whirl.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The script as a user calls it: up, used, killed, up again with all there, down with nothing left. */
public class ScriptIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ClassRule
    public static final TemporaryFolder folder = new TemporaryFolder();

    private static Script script;
    private static int port;

    @BeforeClass
    public static void start() throws Exception {
        script = new Script(folder.getRoot().toPath().toRealPath().resolve("state"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        up();
    }

    @AfterClass
    public static void stop() throws Exception {
        assertThat(script.run("down").exitCode()).isZero();
        waitUntilGone();
    }

    @Test
    public void keepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
        String id = invoke("hello", false).get("activationId").asText();
        long platform =
                Long.parseLong(Files.readString(script.state().resolve("pid")).trim());
        ProcessHandle.of(platform).orElseThrow().destroyForcibly();
        waitUntilGone();

        up();

        JsonNode record = record(id);
        assertThat(record.at("/response/result/greeting").asText()).isEqualTo("Hello, world!");
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
        assertThat(list.exitCode()).isZero();
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
    }

    private JsonNode invoke(String action, boolean blocking) throws Exception {
        return call("POST", "actions/" + action + "?blocking=" + blocking);
    }

    private JsonNode record(String id) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        JsonNode answer = call("GET", "activations/" + id);
        while (answer.has("error") && System.nanoTime() < deadline) {
            Thread.sleep(50);
            answer = call("GET", "activations/" + id);
        }
        return answer;
    }

    private JsonNode call(String method, String path) throws Exception {
        String auth = Files.readAllLines(script.state().resolve("wskprops")).stream()
                .filter(line -> line.startsWith("AUTH="))
                .findFirst()
                .orElseThrow()
                .substring("AUTH=".length());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/namespaces/_/" + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(auth.getBytes()))
                .method(method, BodyPublishers.noBody())
                .build();
        return MAPPER.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    private static void waitUntilGone() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!script.processes().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(script.processes()).isEmpty();
    }
}
