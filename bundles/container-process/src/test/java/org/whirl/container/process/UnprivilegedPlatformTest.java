package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A platform that is not root finds a sandbox that works. As root, the test gives up being root. */
public final class UnprivilegedPlatformTest {
    private static final String NOBODY = "65534";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void servesWithoutRoot() throws Exception {
        Path home = folder.newFolder("home").toPath();
        List<String> line = new ArrayList<>();
        if (Sandboxes.isRoot()) {
            folder.getRoot().setExecutable(true, false);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
            line.addAll(List.of(Tools.required("setpriv"), "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + home,
                "-cp",
                readableClassPath(),
                Victim.class.getName(),
                home.resolve("containers").toString(),
                "strongest",
                "2",
                "grep NoNewPrivs /proc/self/status; id -u; touch written && ls"));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines())
                .as(output)
                .contains("ready", "NoNewPrivs:\t1", "written")
                .doesNotContain("Exception");
        try (Stream<Path> left = Files.list(home.resolve("containers"))) {
            assertThat(left).isEmpty();
        }
    }

    /** Somebody else may not reach the folders of whoever builds. */
    private String readableClassPath() throws IOException {
        Path copies = folder.newFolder("classes").toPath();
        Files.setPosixFilePermissions(copies, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(entry);
            if (Files.exists(source)) {
                Path target = copies.resolve(Integer.toString(entries.size()));
                copy(source, target);
                entries.add(target.toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path copy = target.resolve(source.relativize(path).toString());
                Files.copy(path, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
