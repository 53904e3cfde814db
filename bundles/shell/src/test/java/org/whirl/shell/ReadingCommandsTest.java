package org.whirl.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.store.MemoryActivationStore;
import org.whirl.spi.store.MemoryArtifactStore;
import org.whirl.spi.store.MemorySubjectStore;
import org.whirl.spi.store.Samples;

public final class ReadingCommandsTest {
    private final MemoryArtifactStore artifacts = new MemoryArtifactStore();
    private final MemoryActivationStore activations = new MemoryActivationStore();
    private final MemorySubjectStore subjects = new MemorySubjectStore();
    private final RuntimeProvider runtimes = () ->
            List.of(RuntimeManifest.of("nodejs:20", "example/node").asDefault(), RuntimeManifest.of("python:3", "p"));
    private final LoadBalancer balancer = new OneInvoker();
    private final Shell shell = new Shell(artifacts, activations, subjects, runtimes, balancer);
    private final Activation activation = Samples.activation("guest", "guest/tools/greet", 1000);

    @Before
    public void fill() {
        artifacts.put(Samples.action("guest/hello", 1000, "the code"), Optional.empty());
        artifacts.put(Samples.action("guest/tools/greet", 2000, "more"), Optional.empty());
        artifacts.put(Samples.action("other/third", 3000, "else"), Optional.empty());
        artifacts.put(Samples.trigger("guest/tick", 1000), Optional.empty());
        activations.put(activation.withLogs(List.of("first line", "second line")));
        subjects.put(Samples.subject("guest-subject", "23bc46b1-71f6-4ed5-8c54-816aa4f8c502"), Optional.empty());
    }

    @Test
    public void actionsAreListed() throws Exception {
        assertThat(shell.run("action-list"))
                .contains("Name", "Kind", "/guest/hello", "/guest/tools/greet", "nodejs:20", "0.0.1", "256", "60000")
                .doesNotContain("third");
        assertThat(shell.run("action-list", "guest/tools")).contains("greet").doesNotContain("hello");
        assertThat(shell.run("action-list", "-n", "other")).contains("/other/third");
        assertThat(shell.run("action-list", "/guest", "--limit", "1"))
                .contains("greet")
                .doesNotContain("hello");
        assertThat(shell.run("action-list", "nobody")).contains("no actions in /nobody");
    }

    @Test
    public void actionsAreShown() throws Exception {
        assertThat(shell.run("action-get", "hello"))
                .contains("\"kind\" : \"nodejs:20\"", "\"limits\"")
                .doesNotContain("the code");
        assertThat(shell.run("action-get", "/guest/hello", "--code")).isEqualTo("the code\n");
        assertThat(shell.run("action-get", "--code", "tools/greet")).isEqualTo("more\n");
    }

    @Test
    public void whatIsNotThereIsNamed() {
        fails("there is no action /guest/nothing", "action-get", "nothing");
        fails("/guest/tick is not an action but a trigger", "action-get", "tick");
        fails("Activation id length is 3 but must be 32.", "activation-get", "abc");
        fails("there is no activation " + "0".repeat(32), "activation-logs", "0".repeat(32));
        fails("unexpected 'more'", "action-get", "hello", "more");
        fails("option --limit needs a number, not 'x'", "action-list", "guest", "--limit", "x");
    }

    private void fails(String message, String command, Object... words) {
        assertThatThrownBy(() -> shell.run(command, words))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(message)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"));
    }

    @Test
    public void activationsAreListedAndShown() throws Exception {
        String id = activation.activationId().value();
        assertThat(shell.run("activation-list"))
                .contains("Activation id", id, "guest/tools/greet", "warm", "application error");
        assertThat(shell.run("activation-list", "tools/greet", "--limit=5")).contains(id);
        assertThat(shell.run("activation-list", "/guest/tools/greet")).contains(id);
        assertThat(shell.run("activation-list", "hello")).contains("no activations");
        assertThat(shell.run("activation-get", id)).contains("\"activationId\" : \"" + id + "\"", "\"response\"");
        assertThat(shell.run("activation-logs", id)).isEqualTo("first line\nsecond line\n");
    }

    @Test
    public void runtimesInvokersAndNamespacesAreListed() throws Exception {
        assertThat(shell.run("runtime-list"))
                .containsPattern("nodejs:20 .*example/node .*yes .*invoker0 .*available")
                .containsPattern("python:3 .*invoker0 .*unavailable")
                .contains("python:3 is unavailable at invoker0: no interpreter");
        assertThat(shell.run("invoker-list")).containsPattern("invoker0 .*up .*1024 .*768 .*nodejs:20");
        assertThat(shell.run("namespace-list")).contains("guest-subject", "active");
    }

    @Test
    public void missingServicesAreNamed() throws Exception {
        Shell empty = new Shell();
        assertThat(empty.commands()).hasSameSizeAs(Shell.COMMANDS);
        assertThat(empty.run("runtime-list")).contains("no runtimes");
        assertThatThrownBy(() -> empty.run("action-list"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("the store is not running");
        assertThatThrownBy(() -> empty.run("invoker-list")).hasMessageContaining("the load balancer is not running");
    }

    @Test
    public void wordsAreCompleted() {
        assertThat(shell.complete(ActionCompleter.class, "")).containsExactly("hello", "tools/greet");
        assertThat(shell.complete(ActionCompleter.class, "to")).containsExactly("tools/greet");
        assertThat(shell.complete(KindCompleter.class, "node")).containsExactly("nodejs:20", "nodejs:default");
        assertThat(shell.complete(ActivationCompleter.class, ""))
                .containsExactly(activation.activationId().value());
        assertThat(shell.complete(NamespaceCompleter.class, "")).isNotEmpty();
        assertThat(new Shell().complete(ActionCompleter.class, "")).isEmpty();
    }
}
