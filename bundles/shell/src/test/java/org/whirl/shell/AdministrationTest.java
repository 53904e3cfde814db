package org.whirl.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.junit.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.NamespaceLimits.Count;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.MemorySubjectStore;
import org.whirl.spi.store.Stored;

/** Commands, outputs and failures of the contract: REST API, 7.2 and 7.3. */
public final class AdministrationTest {
    private static final String UUID = "23bc46b1-71f6-4ed5-8c54-816aa4f8c502";
    private static final String KEY = "k".repeat(64);

    private final MemorySubjectStore subjects = new MemorySubjectStore();
    private final Hashtable<String, Object> settings = new Hashtable<>();
    private final Shell shell = new Shell(
            subjects,
            Shell.fake(
                    ConfigurationAdmin.class,
                    Map.of("getConfiguration", Shell.fake(Configuration.class, Map.of("getProperties", settings)))));

    private Subject subject(String name) {
        return subjects.get(name)
                .toCompletableFuture()
                .join()
                .map(Stored::value)
                .orElseThrow();
    }

    private void fails(String message, String command, Object... words) {
        assertThatThrownBy(() -> shell.run(command, words))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(message);
    }

    @Test
    public void credentialsAreMadeUpAndPrintedOnce() throws Exception {
        String pair = shell.run("user-create", "alice").strip();
        BasicAuthKey key = BasicAuthKey.parse(pair).orElseThrow();
        assertThat(key.key()).matches("[A-Za-z0-9]{64}");
        assertThat(subject("alice").blocked()).isFalse();
        assertThat(subject("alice").namespaces()).hasSize(1).allMatch(stored -> stored.matches(key));
        assertThat(subject("alice").namespaces().get(0).secret()).startsWith("sha256:");
        assertThat(shell.run("user-get", "alice"))
                .startsWith(key.uuid() + ":(only a digest")
                .doesNotContain(key.key());
        assertThat(shell.run("user-whois", pair)).isEqualTo("subject: alice\nnamespace: alice\n");
        assertThat(shell.run("user-whois", UUID + ":" + KEY)).isEqualTo("Subject id is not recognized\n");
        assertThat(shell.run("user-whois", "nonsense")).isEqualTo("Subject id is not recognized\n");
    }

    @Test
    public void aSubjectMayHaveSeveralNamespaces() throws Exception {
        settings.put("keys.plain", "true");
        shell.run("user-create", "alice", "--auth", UUID + ":" + KEY);
        String team = shell.run("user-create", "alice", "-ns", "team").strip();
        assertThat(shell.run("user-get", "alice")).isEqualTo(UUID + ":" + KEY + "\n");
        assertThat(shell.run("user-get", "alice", "--namespace", "team")).isEqualTo(team + "\n");
        assertThat(shell.run("user-get", "alice", "--all"))
                .isEqualTo("alice\t" + UUID + ":" + KEY + "\nteam\t" + team + "\n");
        fails("Namespace already exists", "user-create", "alice", "-ns", "team");
        String replaced = shell.run("user-create", "alice", "-ns", "team", "-r").strip();
        assertThat(replaced).isNotEqualTo(team);
        assertThat(shell.run("user-get", "alice", "-ns", "team")).isEqualTo(replaced + "\n");
        fails("namespace \"none\" not found for \"alice\"", "user-get", "alice", "-ns", "none");
        fails("Namespace \"none\" does not exist for \"alice\"", "user-delete", "alice", "-ns", "none");
        assertThat(shell.run("user-delete", "alice", "-ns", "team")).isEqualTo("Namespace deleted\n");
        assertThat(shell.run("user-delete", "alice", "-ns", "alice")).isEqualTo("Namespace deleted\n");
        assertThat(subject("alice").namespaces()).isEmpty();
        assertThat(shell.run("user-delete", "alice")).isEqualTo("Subject deleted\n");
        fails("Failed to delete subject (", "user-delete", "alice");
        fails("Failed to get subject (", "user-get", "alice");
    }

    @Test
    public void givenCredentialsAreChecked() throws Exception {
        fails("Subject name must be at least 5 characters", "user-create", "bob");
        fails("authorization id is not a valid UUID", "user-create", "alice", "--auth", "12:" + KEY);
        fails("failed to determine authorization id and key: ", "user-create", "alice", "--auth", UUID);
        fails(
                "authorization key must be at least 64 characters long",
                "user-create",
                "alice",
                "--auth",
                UUID + ":short");
        fails("must not be longer than 64", "user-create", "alice", "--auth", UUID + ":" + KEY + "k");
        fails("Namespace must not be empty", "user-create", "alice", "-ns", " ");
        fails("The namespace contains illegal characters.", "user-create", "alice", "-ns", "a/b");
        assertThat(subjects.list(0, 10).toCompletableFuture().join()).isEmpty();
        assertThat(shell.run("user-create", "alice", "-u", "23BC46B171F61ED50C54816AA4F8C502:" + KEY, "-ns", ""))
                .isEqualTo(UUID + ":" + KEY + "\n");
        fails("authorization id is in use", "user-create", "bobby", "-u", UUID + ":" + KEY);
        assertThat(shell.run("user-create", "bobby", "-s")).isEmpty();
        assertThat(shell.run("user-create", "carol", "-g")).contains(":");
        fails("Failed to get subject (", "user-get", "carol");
    }

    @Test
    public void blockingIsUndoneByUnblocking() throws Exception {
        String pair = shell.run("user-create", "alice").strip();
        shell.run("user-create", "bobby");
        assertThat(shell.run("user-block", "alice", "bobby"))
                .isEqualTo("\"alice\" blocked successfully\n\"bobby\" blocked successfully\n");
        assertThat(subject("alice").blocked()).isTrue();
        assertThat(shell.run("user-whois", pair)).isEqualTo("Subject id is not recognized\n");
        fails("The subject you want to edit is blocked", "user-create", "alice", "-ns", "team");
        fails("1 of 2 failed", "user-unblock", "nobody", "alice");
        assertThat(subject("alice").blocked()).isFalse();
    }

    @Test
    public void whoMayActInANamespaceIsListed() throws Exception {
        assertThat(shell.run("user-list", "team")).isEqualTo("no identities found for namespace \"team\"\n");
        settings.put("keys.plain", "true");
        String alice = shell.run("user-create", "alice", "-ns", "team").strip();
        String bobby = shell.run("user-create", "bobby", "-ns", "team").strip();
        assertThat(shell.run("user-list", "team")).isEqualTo(alice + "\talice\n");
        assertThat(shell.run("user-list", "team", "-a")).isEqualTo(alice + "\talice\n" + bobby + "\tbobby\n");
        assertThat(shell.run("user-list", "team", "-p", "2", "-k")).isEqualTo(alice + "\n" + bobby + "\n");
        fails("pick at least 1 identity to show", "user-list", "team", "-p", "0");
    }

    @Test
    public void limitsAreSetOneByOne() throws Exception {
        assertThat(shell.run("limits-get", "team")).isEqualTo("No limits found, default system limits apply\n");
        fails("Failed to delete limits (", "limits-delete", "team");
        assertThat(shell.run("limits-set", "team", "--invocationsPerMinute", "600", "--storeActivations", "true"))
                .isEqualTo("Limits successfully set for \"team\"\n");
        shell.run("limits-set", "--allowedKinds", "nodejs:20,blackbox", "--maxParameterSize", "2 MB", "team");
        shell.run("limits-set", "team", "--minActionMemory=128", "--invocationsPerMinute", "0");
        assertThat(shell.run("limits-get", "team"))
                .isEqualTo("invocationsPerMinute = 0\nminActionMemory = 128\n"
                        + "allowedKinds = ['nodejs:20', 'blackbox']\nstoreActivations = True\n"
                        + "maxParameterSize = 2 MB\n");
        fails("is not a size", "limits-set", "team", "--maxPayloadSize", "much");
        fails("must be true or false", "limits-set", "team", "--storeActivations", "maybe");
        fails("must not be negative", "limits-set", "team", "--firesPerMinute=-1");
        fails("unexpected '--speed'", "limits-set", "team", "--speed", "9");
        assertThat(shell.run("limits-delete", "team")).isEqualTo("Limits deleted\n");
        assertThat(subjects.getLimits("team").toCompletableFuture().join()).isEmpty();
    }

    @Test
    public void everyOptionSetsTheLimitOfItsName() throws Exception {
        NamespaceLimits all = NamespaceLimits.NONE;
        for (Count count : Count.values()) {
            if (List.of(Count.MAX_ACTION_INSTANCES, Count.WARMED_CONTAINER_KEEPING_COUNT)
                    .contains(count)) {
                continue;
            }
            int value = count.ordinal() + 1;
            shell.run("limits-set", "team", "--" + count.member(), String.valueOf(value));
            all = all.with(count, value);
        }
        assertThat(subjects.getLimits("team").toCompletableFuture().join()).isEqualTo(Optional.of(all));
    }

    @Test
    public void subjectsAreCompleted() throws Exception {
        shell.run("user-create", "alice");
        assertThat(shell.complete(SubjectCompleter.class, "a")).containsExactly("alice");
    }
}
