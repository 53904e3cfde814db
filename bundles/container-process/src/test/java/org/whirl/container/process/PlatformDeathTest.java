package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Nothing outlives a platform that is killed. */
@RunWith(Parameterized.class)
public final class PlatformDeathTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final int sandbox;
    private final String token = "9" + System.nanoTime();

    public PlatformDeathTest(String name, int sandbox) {
        this.sandbox = sandbox;
    }

    @Parameters(name = "{0}")
    public static List<Object[]> sandboxes() {
        List<Object[]> kinds = SandboxKinds.all();
        return IntStream.range(0, kinds.size())
                .mapToObj(number -> new Object[] {kinds.get(number)[0], number})
                .toList();
    }

    @Before
    public void openFolder() {
        folder.getRoot().setExecutable(true, false);
    }

    @Test
    public void endsAllWithinTwoSeconds() throws Exception {
        Process platform = platform("trap '' TERM HUP INT; sleep " + token + " >/dev/null 2>&1 & true");
        assertThat(Stand.processesWith("sleep\0" + token)).isEqualTo(3);
        assertThat(Stand.processesWith(marker())).isPositive();
        platform.destroyForcibly().waitFor();
        Stand.until(
                "all processes to end",
                Duration.ofSeconds(2),
                () -> Stand.processesWith(token) == 0 && Stand.processesWith(marker()) == 0);
    }

    @Test
    public void leavesNothingAfterTheNextStart() throws Exception {
        // Without namespaces this child survives its platform; the next one finds it.
        Process platform = platform("setsid sh -c '(setsid sleep " + token + " &)' >/dev/null 2>&1");
        platform.destroyForcibly().waitFor();
        assertThat(runs()).hasSize(1);
        Settings settings = Stand.settings(directory(), Isolation.AUTO, List.of(), "");
        try (ProcessContainers next = Stand.make(settings, Optional.empty())) {
            assertThat(next.sandbox().description()).isNotBlank();
            assertThat(Stand.processesWith("sleep\0" + token)).isZero();
            assertThat(runs())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("/" + ProcessHandle.current().pid() + "-");
        }
        assertThat(runs()).isEmpty();
    }

    /** Part of the command lines of all wrappers below the folder. */
    private String marker() {
        return directory().toString();
    }

    private Path directory() {
        return folder.getRoot().toPath().resolve("containers");
    }

    private List<Path> runs() throws IOException {
        try (Stream<Path> runs = Files.list(directory())) {
            return runs.toList();
        }
    }

    private Process platform(String command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                directory().toString(),
                Integer.toString(sandbox),
                "3",
                command));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String text = reader.readLine(); !"ready".equals(text); text = reader.readLine()) {
            assertThat(text).as("output of the platform").isNotNull();
        }
        return process;
    }
}
