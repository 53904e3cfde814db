package org.whirl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Stages.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.store.ActivationQuery;

/** A process that is killed loses nothing that it acknowledged. */
public final class CrashTest {
    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGED = 3_000;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void nothingAcknowledgedIsLost() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(writeAndKill(folder.getRoot().toPath(), round));
            check(acknowledged);
        }
    }

    private static List<String> writeAndKill(Path directory, int round) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        directory.toString(),
                        String.valueOf(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = child.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (lines.size() == ACKNOWLEDGED) {
                    // The process object itself would close the pipe, too.
                    child.toHandle().destroyForcibly();
                }
            }
            assertThat(lines).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED);
            // The last line may be cut off.
            return lines.subList(0, lines.size() - 1);
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void check(List<String> acknowledged) {
        try (EmbeddedDatabase database = Databases.open(folder.getRoot().toPath())) {
            EmbeddedActivationStore activations = new EmbeddedActivationStore(database);
            EmbeddedArtifactStore artifacts = new EmbeddedArtifactStore(database);
            for (String line : acknowledged) {
                String key = line.substring(1);
                if (line.startsWith("a")) {
                    assertThat(await(activations.get("guest", new ActivationId(key))))
                            .as(line)
                            .isPresent();
                } else {
                    assertThat(await(artifacts.get(FullyQualifiedName.parse(key))))
                            .as(line)
                            .isPresent();
                }
            }
            ActivationQuery all =
                    new ActivationQuery("guest", Optional.empty(), Optional.empty(), Optional.empty(), 0, 100_000);
            assertThat(await(activations.list(all))).hasSize((int) (long) await(activations.count(all)));
            artifacts.close();
        }
    }
}
