package org.whirl.container.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes control groups, where the platform may. They lie below one group at the top of the hierarchy, as other
 * container engines do it: below the platform's own group version 2 would not allow them.
 */
final class ControlGroups {
    private static final Logger log = LoggerFactory.getLogger(ControlGroups.class);
    private static final int REMOVE_ATTEMPTS = 200;
    /** What the kernel gives a thread outside of groups. */
    private static final int SHARES_OF_THREAD = 1024;
    /** On a busy processor all containers together count as so many threads of the platform. */
    private static final int THREADS_WORTH = 4;

    private static final long MEGABYTE = 1024L * 1024;

    private final int version;
    private final List<Path> parents;

    private ControlGroups(int version, List<Path> parents) {
        this.version = version;
        this.parents = parents;
    }

    /** Finds out what the machine allows; absent when it allows none. */
    static Optional<ControlGroups> find(Path root, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<ControlGroups> found =
                    Files.exists(root.resolve("cgroup.controllers")) ? second(root, name) : first(root, name);
            found.ifPresent(ControlGroups::removeLeftovers);
            return found;
        } catch (IOException | UncheckedIOException e) {
            log.debug("No control groups", e);
            return Optional.empty();
        }
    }

    private static Optional<ControlGroups> first(Path root, String name) throws IOException {
        if (!Files.isDirectory(root.resolve("memory")) || !Files.isDirectory(root.resolve("pids"))) {
            return Optional.empty();
        }
        List<Path> parents = new ArrayList<>();
        parents.add(Files.createDirectories(root.resolve("memory").resolve(name)));
        parents.add(Files.createDirectories(root.resolve("pids").resolve(name)));
        if (Files.isDirectory(root.resolve("cpu"))) {
            Path parent = Files.createDirectories(root.resolve("cpu").resolve(name));
            int shares = THREADS_WORTH * SHARES_OF_THREAD * Runtime.getRuntime().availableProcessors();
            Files.writeString(parent.resolve("cpu.shares"), Integer.toString(shares));
            parents.add(parent);
        }
        return Optional.of(new ControlGroups(1, parents));
    }

    private static Optional<ControlGroups> second(Path root, String name) throws IOException {
        List<String> controllers = List.of(
                Files.readString(root.resolve("cgroup.controllers")).trim().split(" "));
        if (!controllers.containsAll(List.of("memory", "pids"))) {
            return Optional.empty();
        }
        String wanted = "+memory +pids" + (controllers.contains("cpu") ? " +cpu" : "");
        Path parent = Files.createDirectories(root.resolve(name));
        Files.writeString(root.resolve("cgroup.subtree_control"), wanted);
        Files.writeString(parent.resolve("cgroup.subtree_control"), wanted);
        return Optional.of(new ControlGroups(2, List.of(parent)));
    }

    /** A group for one container. */
    ControlGroup create(String id, int memory, int processes) throws IOException {
        List<Path> folders = parents.stream().map(parent -> parent.resolve(id)).toList();
        ControlGroup group = version == 1 ? new First(folders) : new Second(folders);
        try {
            for (Path folder : folders) {
                Files.createDirectory(folder);
            }
            limit(folders, memory * MEGABYTE, processes);
            return group;
        } catch (IOException e) {
            group.remove();
            throw e;
        }
    }

    private void limit(List<Path> folders, long bytes, int processes) throws IOException {
        if (version == 1) {
            Files.writeString(folders.get(0).resolve("memory.limit_in_bytes"), Long.toString(bytes));
            Files.writeString(folders.get(1).resolve("pids.max"), Integer.toString(processes));
        } else {
            Path folder = folders.get(0);
            Files.writeString(folder.resolve("memory.max"), Long.toString(bytes));
            // Absent where the kernel has no swap accounting.
            writeIfThere(folder.resolve("memory.swap.max"), "0");
            writeIfThere(folder.resolve("memory.oom.group"), "1");
            Files.writeString(folder.resolve("pids.max"), Integer.toString(processes));
        }
    }

    private static void writeIfThere(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            Files.writeString(file, text);
        }
    }

    /** In words, for the operator. */
    String description() {
        return "memory limited and processors shared by control groups version " + version;
    }

    /** Those of a platform that was killed: their names begin with its process id. */
    private void removeLeftovers() {
        for (Path parent : parents) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, Files::isDirectory)) {
                for (Path child : children) {
                    if (!Names.isOfLivingPlatform(child.getFileName().toString())) {
                        Files.deleteIfExists(child);
                    }
                }
            } catch (IOException e) {
                log.debug("Control groups of an earlier run stay below {}", parent, e);
            }
        }
    }

    private static boolean counts(Path file, String key) {
        try {
            return Files.readAllLines(file).stream()
                    .anyMatch(line -> line.startsWith(key + " ") && !line.equals(key + " 0"));
        } catch (IOException e) {
            log.debug("Cannot read {}", file, e);
            return false;
        }
    }

    /** A group stays busy for a moment after its last process is gone. */
    private static void remove(List<Path> folders) {
        for (Path folder : folders) {
            for (int attempt = 1; attempt <= REMOVE_ATTEMPTS; attempt++) {
                try {
                    Files.deleteIfExists(folder);
                    break;
                } catch (IOException e) {
                    if (attempt == REMOVE_ATTEMPTS) {
                        log.warn("Control group {} cannot be removed", folder, e);
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
        }
    }

    private record First(List<Path> folders) implements ControlGroup {
        @Override
        public boolean ranOutOfMemory() {
            return counts(folders.get(0).resolve("memory.oom_control"), "oom_kill");
        }

        @Override
        public void remove() {
            ControlGroups.remove(folders);
        }
    }

    private record Second(List<Path> folders) implements ControlGroup {
        @Override
        public boolean ranOutOfMemory() {
            return counts(folders.get(0).resolve("memory.events"), "oom_kill");
        }

        @Override
        public void remove() {
            ControlGroups.remove(folders);
        }
    }
}
