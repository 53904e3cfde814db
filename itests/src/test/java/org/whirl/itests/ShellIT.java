package org.whirl.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Before;
import org.junit.Test;

/** Every command of ours, through Karaf's own session: what it prints, what it changes, and what it refuses. */
public class ShellIT extends WhirlIT {
    private static final String ID = "[0-9a-f]{32}";

    @Inject
    private SessionFactory sessions;

    private Path source;

    @Before
    public void waitForCommandsAndKinds() throws Exception {
        source = Path.of(System.getProperty("karaf.data"), "greet.py");
        Files.writeString(source, "def main(args):\n    print('called')\n    return {'hello': args.get('name')}\n");
        eventually("commands", Duration.ofSeconds(30), () -> commands().size() >= 21);
        eventually(
                "kinds", Duration.ofSeconds(30), () -> run("whirl:invoker-list").contains("python:3"));
    }

    @Test
    public void theCommandsAreThese() {
        assertThat(commands())
                .containsExactly(
                        "action-create",
                        "action-delete",
                        "action-get",
                        "action-invoke",
                        "action-list",
                        "activation-get",
                        "activation-list",
                        "activation-logs",
                        "invoker-list",
                        "limits-delete",
                        "limits-get",
                        "limits-set",
                        "namespace-list",
                        "runtime-list",
                        "user-block",
                        "user-create",
                        "user-delete",
                        "user-get",
                        "user-list",
                        "user-unblock",
                        "user-whois");
    }

    @Test
    public void anActionLivesAndDies() throws Exception {
        assertThat(run("whirl:action-create life " + source))
                .matches("created /guest/life, kind python:\\S+, version 0.0.1\n");
        assertThat(api().get("actions/life").body().at("/exec/code").asText()).contains("called");
        assertThat(run("whirl:action-create life " + source + " --update --memory 128 --timeout 5000 --param name you"))
                .startsWith("stored /guest/life")
                .endsWith("version 0.0.2\n");
        assertThat(run("whirl:action-list"))
                .containsPattern("/guest/life +\\| python:\\S+ +\\| 0.0.2 +\\| +128 \\| +5000 \\|");
        assertThat(run("whirl:action-get life"))
                .contains("\"memory\" : 128", "\"timeout\" : 5000")
                .doesNotContain("called");
        assertThat(run("whirl:action-get life --code")).isEqualTo(Files.readString(source) + "\n");
        assertThat(run("whirl:action-invoke life --result")).contains("\"hello\" : \"you\"");
        assertThat(run("whirl:action-delete life")).isEqualTo("deleted /guest/life\n");
        assertThat(api().get("actions/life").status()).isEqualTo(404);
        assertThat(run("whirl:action-list")).doesNotContain("life");
    }

    @Test
    public void anActivationIsFound() throws Exception {
        run("whirl:action-create found " + source);
        String id = run("whirl:action-invoke found --no-wait --param name=it").strip();
        assertThat(id).matches(ID);
        eventually(
                "the record",
                Duration.ofSeconds(30),
                () -> api().get("activations/" + id).status() == 200);

        assertThat(run("whirl:activation-list found"))
                .containsPattern(id + " +\\| guest/found +\\| python:\\S+ +\\| cold");
        assertThat(run("whirl:activation-get " + id))
                .contains("\"activationId\" : \"" + id + "\"", "\"hello\" : \"it\"", "\"success\" : true");
        assertThat(run("whirl:activation-logs " + id)).matches("\\S+Z stdout: called\n");
        assertThat(run("whirl:activation-list --limit 1 --skip 1000")).contains("no activations");
    }

    @Test
    public void thePlatformIsListed() throws Exception {
        assertThat(run("whirl:runtime-list"))
                .containsPattern("nodejs:\\d+ +\\|.*\\| available")
                .contains("python:3");
        assertThat(run("whirl:invoker-list"))
                .containsPattern("invoker0.*\\| up")
                .contains("nodejs:");
        assertThat(run("whirl:namespace-list"))
                .containsPattern("guest +\\| guest +\\| active +\\| " + GUEST_AUTH.substring(0, 36))
                .doesNotContain(GUEST_AUTH.substring(37));
    }

    @Test
    public void aSubjectComesAndGoes() throws Exception {
        String auth = run("whirl:user-create walker").strip();
        assertThat(auth).matches("[0-9a-f-]{36}:[A-Za-z0-9]{64}");
        Api walker = new Api(api().address(), auth);
        assertThat(walker.get("actions").status()).isEqualTo(200);
        assertThat(run("whirl:namespace-list")).contains("walker");
        assertThat(run("whirl:user-get walker")).startsWith(auth.substring(0, 36));
        assertThat(run("whirl:user-list walker"))
                .startsWith(auth.substring(0, 36))
                .endsWith("\twalker\n");
        assertThat(run("whirl:user-whois " + auth)).isEqualTo("subject: walker\nnamespace: walker\n");
        refused("whirl:user-create walker", "Namespace already exists");

        assertThat(run("whirl:user-block walker")).isEqualTo("\"walker\" blocked successfully\n");
        assertThat(walker.get("actions").status()).isEqualTo(401);
        assertThat(run("whirl:user-unblock walker")).isEqualTo("\"walker\" unblocked successfully\n");
        assertThat(walker.get("actions").status()).isEqualTo(200);

        assertThat(run("whirl:user-delete walker")).isEqualTo("Subject deleted\n");
        assertThat(walker.get("actions").status()).isEqualTo(401);
        refused("whirl:user-get walker", "there is no such subject");
        refused("whirl:user-delete walker", "there is no such subject");
        refused("whirl:user-block walker", "1 of 1 failed");
    }

    @Test
    public void limitsOfANamespaceHoldAtOnce() throws Exception {
        Api limited = new Api(api().address(), run("whirl:user-create limited").strip());
        assertThat(run("whirl:limits-get limited")).isEqualTo("No limits found, default system limits apply\n");
        assertThat(run("whirl:limits-set limited --allowedKinds nodejs:20 --invocationsPerMinute 0"))
                .isEqualTo("Limits successfully set for \"limited\"\n");
        assertThat(run("whirl:limits-get limited"))
                .contains("invocationsPerMinute = 0", "allowedKinds = ['nodejs:20']");
        assertThat(limited.put("a", "python:default", Files.readString(source)).status())
                .isEqualTo(403);
        assertThat(limited.put("a", "nodejs:20", "const main = a => a").status())
                .isEqualTo(200);
        assertThat(limited.invoke("a", "{}").status()).isEqualTo(429);

        assertThat(run("whirl:limits-delete limited")).isEqualTo("Limits deleted\n");
        assertThat(limited.invoke("a", "{\"n\":1}").result().path("n").asInt()).isEqualTo(1);
        refused("whirl:limits-delete limited", "has none of its own");
        refused("whirl:limits-set limited --firesPerMinute -1", "must not be negative");
    }

    @Test
    public void whatIsRefusedSaysWhy() throws Exception {
        refused("whirl:action-create a /no/such/file.js", "cannot read the file /no/such/file.js");
        refused("whirl:action-create a /etc/hostname", "does not tell the kind");
        refused(
                "whirl:action-create a " + source + " --kind cobol:1",
                "The specified runtime 'cobol:1' is not supported");
        refused("whirl:action-create a " + source + " --memory 1", "128");
        refused("whirl:action-create a " + source + " --memory much", "needs a number, not 'much'");
        refused("whirl:action-create a " + source + " --colour red", "--colour");
        run("whirl:action-create twice " + source);
        refused("whirl:action-create twice " + source, "resource already exists");
        refused("whirl:action-get none", "there is no action /guest/none");
        refused("whirl:action-delete none", "The requested resource does not exist.");
        refused("whirl:action-invoke none", "The requested resource does not exist.");
        refused("whirl:action-invoke twice --auth a:b", "The supplied authentication is invalid");
        refused("whirl:activation-get 123", "Activation id length is 3 but must be 32.");
        refused("whirl:activation-get " + "0".repeat(32), "there is no activation");
        refused("whirl:activation-logs " + "0".repeat(32), "there is no activation");
        refused("whirl:activation-list --limit few", "few");
    }

    @Test
    public void anActionThatFailsFailsTheCommand() throws Exception {
        Path broken =
                Files.writeString(source.resolveSibling("broken.py"), "def main(args):\n    raise Exception('x')\n");
        run("whirl:action-create broken " + broken);
        refused("whirl:action-invoke broken", "the action failed");
    }

    private Set<String> commands() {
        return sessions.getRegistry().getCommands().stream()
                .filter(command -> command.getScope().equals("whirl"))
                .map(command -> command.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void refused(String command, String reason) {
        assertThatThrownBy(() -> run(command)).as(command).hasMessageContaining(reason);
    }

    private String run(String command) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), stream, stream);
        try {
            session.execute(command);
        } finally {
            session.close();
        }
        stream.flush();
        return output.toString(StandardCharsets.UTF_8);
    }
}
