package org.whirl.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The script as a user calls it: up, used, killed, up again with all there, down with nothing left. */
public class ScriptIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Script script;
    private int port;

    @Before
    public void prepare() throws IOException {
        script = new Script(folder.getRoot().toPath().toRealPath().resolve("state"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
    }

    @After
    public void stop() throws Exception {
        script.run("down");
    }

    @Test
    public void keepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
        up();
        String id = invoke("hello", false).get("activationId").asText();
        long platform =
                Long.parseLong(Files.readString(script.state().resolve("pid")).trim());
        ProcessHandle.of(platform).orElseThrow().destroyForcibly();
        waitUntilGone();

        up();

        JsonNode record = record(id);
        assertThat(record.at("/response/result/greeting").asText()).isEqualTo("Hello, world!");
        assertThat(script.run("down").exitCode()).isZero();
        waitUntilGone();
    }

    @Test
    public void saysThatItIsUpWhenItIs() throws Exception {
        up();
        Script.Result again = script.run("up");
        assertThat(again.exitCode()).isZero();
        assertThat(again.output()).contains("already up at http://127.0.0.1:" + port);
    }

    @Test
    public void printsTheEnvironmentAndNothingElse() throws Exception {
        up();
        String output = script.run("env").output();
        assertThat(output).matches("APIHOST=http://127.0.0.1:" + port + "\nAUTH=[0-9a-f-]{36}:[A-Za-z0-9]{64}\n");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(script.state().resolve("wskprops"))))
                .isEqualTo("rw-------");
    }

    @Test
    public void passesOnTheExitCodeOfShellCommands() throws Exception {
        up();
        Script.Result list = script.run("shell", "whirl:action-list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.output()).contains("hello");
        assertThat(script.run("shell", "whirl:no-such-command").exitCode()).isNotZero();
    }

    @Test
    public void refusesAPortThatIsTakenBeforeItStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Script.Result result = script.run("up", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.errors()).contains("port " + taken.getLocalPort() + " is already taken");
        }
        assertThat(script.processes()).isEmpty();
    }

    private void up() throws Exception {
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

    private void waitUntilGone() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!script.processes().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(script.processes()).isEmpty();
    }
}
