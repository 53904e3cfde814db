package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.whirl.spi.container.Container;

/** What namespaces add. */
@RunWith(Parameterized.class)
public final class NamespaceSandboxTest {
    @Rule
    public final Stand stand = new Stand(Isolation.AUTO);

    /** Outside of the temporary folder, which is hidden anyway, and where others may go. */
    @Rule
    public final TemporaryFolder secrets = new TemporaryFolder(openFolder().toFile());

    private final Function<Settings, Sandbox> sandbox;

    public NamespaceSandboxTest(String name, Function<Settings, Sandbox> sandbox) {
        this.sandbox = sandbox;
    }

    @Parameters(name = "{0}")
    public static List<Object[]> sandboxes() {
        return SandboxKinds.isolating();
    }

    private static Path openFolder() {
        return Stream.of("target", "/var/lib", "/srv", "/opt")
                .map(name -> Path.of(name).toAbsolutePath())
                .filter(path -> Files.isWritable(path) && !path.startsWith("/tmp") && isOpen(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no folder that every user may enter, outside of /tmp"));
    }

    private static boolean isOpen(Path path) {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)
                    && (path.getParent() == null || isOpen(path.getParent()));
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    public void hidesWhatIsListed() throws Exception {
        secrets.getRoot().setExecutable(true, false);
        Path folder = secrets.newFolder("with blank").toPath();
        Path inFolder = Files.writeString(folder.resolve("secret"), "secret-in-folder");
        Path alone = Files.writeString(secrets.newFile("wskprops").toPath(), "secret-alone");
        Path open = Files.writeString(secrets.newFile("open").toPath(), "no secret");
        inFolder.toFile().setReadable(true, false);
        alone.toFile().setReadable(true, false);
        Container container =
                start(folder, inFolder, alone, secrets.getRoot().toPath().resolve("absent"));
        assertThat(Stand.ask(container, "cat '" + open + "'")).isEqualTo("no secret");
        assertThat(Stand.ask(
                        container,
                        "cat '" + inFolder + "' '" + alone + "'; umount '" + folder + "'; ls '" + folder + "'; umount '"
                                + alone + "'; cat '" + alone + "'"))
                .doesNotContain("secret-");
    }

    @Test
    public void hidesContainersFromEachOther() throws Exception {
        ProcessContainers containers = stand.containersIn(sandbox);
        Container first = Stand.await(containers.create(Manifests.request(Manifests.shellServer())));
        Container second = Stand.await(containers.create(Manifests.request(Manifests.shellServer())));
        Stand.ask(first, "echo mine >file; echo mine >/tmp/file; echo mine >/var/tmp/file2; echo mine >/dev/shm/file3");
        assertThat(Stand.ask(first, "cat file /tmp/file /tmp/file2 /dev/shm/file3")
                        .lines())
                .containsExactly("mine", "mine", "mine", "mine");
        assertThat(Stand.ask(
                        second,
                        "cat file /tmp/file /tmp/file2 /dev/shm/file3; cat '" + stand.directory() + "'/*/*/*/file"))
                .doesNotContain("mine");
        assertThat(Path.of("/tmp/file")).doesNotExist();
    }

    @Test
    public void hidesOtherProcesses() throws Exception {
        Container container = start();
        assertThat(Stand.ask(container, "ls -d /proc/" + ProcessHandle.current().pid()))
                .contains("No such file");
        assertThat(Stand.ask(container, "echo /proc/[0-9]*").split(" ")).hasSizeLessThan(10);
    }

    @Test
    public void keepsItsFirstProcessFromTheCodeInside() throws Exception {
        Container container = start();
        Stand.ask(container, "kill -9 1; kill -STOP 1; kill -TERM 1");
        assertThat(Stand.ask(container, "echo still here")).isEqualTo("still here");
    }

    @Test
    public void limitsTemporaryFiles() throws Exception {
        Container container = start();
        Stand.ask(container, "for i in 1 2 3 4 5 6; do head -c 4000000 /dev/zero >/tmp/$i; done");
        assertThat(Integer.parseInt(Stand.ask(container, "du -s -k /tmp --exclude=action --exclude=proxy")
                        .replaceFirst("\\s.*", "")))
                .isBetween(12_000, 16 * 1024);
    }

    @Test
    public void freezesAndThaws() throws Exception {
        Container container = start();
        Stand.await(container.pause());
        try (Socket socket =
                new Socket(container.address().getAddress(), container.address().getPort())) {
            socket.getOutputStream().write("echo awake\n".getBytes(StandardCharsets.UTF_8));
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            Stand.await(container.resume());
            socket.setSoTimeout(30_000);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("awake\n");
        }
    }

    @Test
    public void endsWhileFrozen() throws Exception {
        Container container = start();
        Stand.await(container.pause());
        Stand.await(container.destroy());
        assertThat(stand.places()).isEmpty();
    }

    private Container start(Path... hidden) throws Exception {
        return Stand.await(stand.containersIn(sandbox, hidden).create(Manifests.request(Manifests.shellServer())));
    }
}
