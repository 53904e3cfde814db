package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerRequest;

/** A factory in a folder of its own for one test, which afterwards must have left nothing. */
final class Stand extends ExternalResource {
    private static final long DEADLINE_SECONDS = 30;

    private final TemporaryFolder folder = new TemporaryFolder();
    private final Isolation isolation;
    private Optional<ProcessContainers> containers = Optional.empty();

    Stand(Isolation isolation) {
        this.isolation = isolation;
    }

    @Override
    protected void before() throws IOException {
        folder.create();
        // Containers with a user of their own have to pass through.
        folder.getRoot().setExecutable(true, false);
    }

    @Override
    protected void after() {
        containers.ifPresent(ProcessContainers::close);
        try {
            assertThat(places()).isEmpty();
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> name.startsWith("whirl-container-std")))
                    .isEmpty();
            assertThat(ProcessTable.find(
                            ProcessTable.markedWith(ProcessHandle.current().pid() + "-")))
                    .isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            folder.delete();
        }
    }

    static Settings settings(Path directory, Isolation isolation, List<Path> hidden, String group) {
        return new Settings(
                directory,
                Duration.ofSeconds(8),
                isolation,
                8080,
                64,
                4L * 1024 * 1024,
                256,
                16,
                hidden,
                2_000_000_000,
                4,
                64,
                group);
    }

    /** Where containers have their folders. */
    Path directory() {
        return folder.getRoot().toPath().resolve("containers");
    }

    ProcessContainers containers(Path... hidden) throws IOException {
        if (containers.isEmpty()) {
            containers = Optional.of(
                    make(settings(directory(), isolation, List.of(hidden), "whirl-test"), Optional.empty()));
        }
        return containers.get();
    }

    /** In a given sandbox, without control groups. */
    ProcessContainers containersIn(Function<Settings, Sandbox> sandbox, Path... hidden) throws IOException {
        Settings settings = settings(directory(), isolation, List.of(hidden), "");
        containers = Optional.of(make(settings, Optional.of(sandbox.apply(settings))));
        return containers.get();
    }

    static ProcessContainers make(Settings settings, Optional<Sandbox> sandbox) throws IOException {
        Optional<ControlGroups> groups = ControlGroups.find(Path.of("/sys/fs/cgroup"), settings.controlGroup());
        return new ProcessContainers(settings, new Places(settings, groups), sandbox);
    }

    /** Whether control groups can be made here. */
    boolean limitsMemory() {
        return ControlGroups.find(Path.of("/sys/fs/cgroup"), "whirl-test").isPresent();
    }

    Container start(ContainerRequest request) throws Exception {
        return await(containers().create(request));
    }

    /** Folders of containers that are there now. */
    List<Path> places() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory())) {
            for (Path run : children(directory())) {
                found.addAll(children(run));
            }
        }
        return found;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> stream = Files.list(folder)) {
            return stream.toList();
        }
    }

    /** Lets a container run a shell command and gives its output. */
    static String ask(Container container, String command) throws IOException {
        try (Socket socket =
                new Socket(container.address().getAddress(), container.address().getPort())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
            OutputStream output = socket.getOutputStream();
            output.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            output.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for a condition. */
    static void until(String what, BooleanSupplier condition) {
        until(what, Duration.ofSeconds(DEADLINE_SECONDS), condition);
    }

    static void until(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for: " + what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Processes, not counting zombies, whose command line holds a text. */
    static long processesWith(String text) {
        return ProcessTable.find(process -> contains(process.resolve("cmdline"), text))
                .size();
    }

    /** Processes that run a container's own code, not counting zombies. */
    static long processesOf(Container container) {
        String variable = "PROXY_HOST=" + container.address().getAddress().getHostAddress() + "\0";
        return ProcessTable.find(process -> contains(process.resolve("environ"), variable))
                .size();
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
