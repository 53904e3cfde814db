package org.whirl.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.support.CommandException;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

public final class RestCommandsTest {
    private static final String ACTION = "{\"version\":\"0.0.1\",\"exec\":{\"kind\":\"nodejs:20\"}}";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = ACTION;
    private Shell shell;
    private Path source;

    @Before
    public void listen() throws IOException {
        source = Files.writeString(folder.getRoot().toPath().resolve("a.js"), "the code");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).startsWith("Basic ");
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        shell = new Shell(configuration(Map.of(
                "host", "0.0.0.0", "port", Integer.toString(server.getAddress().getPort()), "guest.auth", "u:k")));
    }

    @After
    public void close() {
        server.stop(0);
    }

    private static ConfigurationAdmin configuration(Map<String, String> values) {
        Configuration configuration = Shell.fake(Configuration.class, Map.of("getProperties", new Hashtable<>(values)));
        return Shell.fake(ConfigurationAdmin.class, Map.of("getConfiguration", configuration));
    }

    @Test
    public void actionsAreCreated() throws Exception {
        assertThat(shell.run("action-create", "hello", source.toString()))
                .isEqualTo("created /guest/hello, kind nodejs:20, version 0.0.1\n");
        assertThat(requests)
                .containsExactly("PUT /api/v1/namespaces/guest/actions/hello?overwrite=false"
                        + " {\"exec\":{\"kind\":\"nodejs:default\",\"code\":\"the code\"}}");
    }

    @Test
    public void everyOptionOfCreationIsSent() throws Exception {
        shell.run(
                "action-create",
                "-n",
                "other",
                "tools/a b",
                source.toString(),
                "--kind",
                "python:3",
                "--main",
                "run",
                "--param",
                "k",
                "v",
                "--param",
                "n=1",
                "--memory",
                "128",
                "--timeout=500",
                "--update");
        assertThat(requests)
                .containsExactly("PUT /api/v1/namespaces/other/actions/tools/a%20b?overwrite=true"
                        + " {\"exec\":{\"kind\":\"python:3\",\"code\":\"the code\",\"main\":\"run\"},"
                        + "\"parameters\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"n\",\"value\":1}],"
                        + "\"limits\":{\"memory\":128,\"timeout\":500}}");
    }

    @Test
    public void actionsAreInvoked() throws Exception {
        answer = "{\"x\":1}";
        assertThat(shell.run("action-invoke", "hello", "--param", "a", "1", "--result", "--param", "b", "-5"))
                .contains("\"x\" : 1");
        assertThat(shell.run("action-invoke", "--param", "a=z", "/o/p/hello")).contains("\"x\" : 1");
        status = 202;
        answer = "{\"activationId\":\"abc\"}";
        assertThat(shell.run("action-invoke", "hello", "--no-wait")).isEqualTo("abc\n");
        assertThat(shell.run("action-invoke", "hello")).contains("abc is still running");
        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/namespaces/guest/actions/hello?blocking=true&result=true {\"a\":1,\"b\":-5}",
                        "POST /api/v1/namespaces/o/actions/p/hello?blocking=true&result=false {\"a\":\"z\"}",
                        "POST /api/v1/namespaces/guest/actions/hello?blocking=false&result=false {}",
                        "POST /api/v1/namespaces/guest/actions/hello?blocking=true&result=false {}");
    }

    @Test
    public void failedActionsFailTheCommand() {
        status = 502;
        answer = "{\"response\":{\"result\":{\"error\":\"boom\"}}}";
        fails("the action failed: boom", "action-invoke", "hello");
        answer = "{\"error\":{\"a\":1}}";
        fails("the action failed: {\"a\":1}", "action-invoke", "hello", "--result");
    }

    @Test
    public void refusalsAreOneLine() {
        status = 400;
        answer = "{\"error\":\"The request content was malformed:\\nbad\",\"code\":\"x\"}";
        fails("The request content was malformed: bad", "action-create", "hello", source.toString());
        status = 404;
        answer = "{\"error\":\"The requested resource does not exist.\",\"code\":\"x\"}";
        fails("The requested resource does not exist.", "action-delete", "hello");
        status = 403;
        fails("--auth", "action-invoke", "/other/hello");
        status = 503;
        answer = "";
        fails("Unexpected", "action-invoke", "hello", "Unexpected");
    }

    @Test
    public void actionsAreDeleted() throws Exception {
        assertThat(shell.run("action-delete", "hello", "--auth", "u:k")).isEqualTo("deleted /guest/hello\n");
        assertThat(requests).containsExactly("DELETE /api/v1/namespaces/guest/actions/hello ");
    }

    @Test
    public void whatIsMissingIsSaid() {
        fails("does not tell the kind", "action-create", "hello", "a.zip");
        fails("cannot read the file", "action-create", "hello", "/nowhere/a.js");
        shell = new Shell(configuration(Map.of()));
        fails("no credentials", "action-delete", "hello");
        shell = new Shell(configuration(Map.of("guest.auth", "u:k", "port", "1")));
        fails("the controller does not answer at http://127.0.0.1:1", "action-delete", "hello");
        shell = new Shell();
        fails("the configuration service is not running", "action-delete", "hello");
    }

    private void fails(String message, String command, Object... words) {
        assertThatThrownBy(() -> shell.run(command, words))
                .isInstanceOf(CommandException.class)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .containsIgnoringCase(message)
                        .doesNotContain("\n"));
    }
}
