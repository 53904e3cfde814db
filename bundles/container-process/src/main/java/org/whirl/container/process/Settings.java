package org.whirl.container.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration, checked.
 *
 * @param directory holds the working directories
 * @param startTimeout how long a proxy may take until it accepts connections
 * @param isolation how much isolation is asked for
 * @param port where proxies listen, as long as it is free
 * @param processes most processes and threads of a container
 * @param fileSize most bytes of one file
 * @param openFiles most open files of a process
 * @param temporarySize most megabytes in a container's own {@code /tmp}
 * @param hiddenPaths files and folders that containers must not see
 * @param firstUser lowest user id given to a container
 * @param concurrentStarts containers started at the same time
 * @param waitingStarts starts that may wait; more are refused
 * @param controlGroup name of the control group above those of the containers; empty for none
 */
record Settings(
        Path directory,
        Duration startTimeout,
        Isolation isolation,
        int port,
        int processes,
        long fileSize,
        int openFiles,
        int temporarySize,
        List<Path> hiddenPaths,
        int firstUser,
        int concurrentStarts,
        int waitingStarts,
        String controlGroup) {

    private static final long MEGABYTE = 1024L * 1024;

    Settings {
        directory = directory.toAbsolutePath().normalize();
        requireNonNull(isolation);
        hiddenPaths = List.copyOf(hiddenPaths);
        requireRange("start.timeout", startTimeout.toMillis(), 1, 600_000);
        requireRange("port", port, 1, 65_535);
        requireRange("pids.limit", processes, 16, 1_000_000);
        requireRange("file.size.limit", fileSize, MEGABYTE, 1_000_000 * MEGABYTE);
        requireRange("open.files.limit", openFiles, 64, 1_000_000);
        requireRange("tmp.size", temporarySize, 1, 1_000_000);
        requireRange("user.first", firstUser, 1_000, 2_100_000_000);
        requireRange("start.concurrency", concurrentStarts, 1, 1_000);
        requireRange("start.queue", waitingStarts, 0, 100_000);
        if (!controlGroup.matches("[A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "cgroup must be a name of letters, digits, dots and dashes but is '" + controlGroup + "'");
        }
    }

    static Settings of(ProcessContainerFactory.Config config) {
        int concurrency = config.start_concurrency();
        return new Settings(
                directory(config.directory()),
                Duration.ofMillis(config.start_timeout()),
                Isolation.of(config.isolation()),
                config.port(),
                config.pids_limit(),
                config.file_size_limit() * MEGABYTE,
                config.open_files_limit(),
                config.tmp_size(),
                hiddenPaths(config.hidden_paths()),
                config.user_first(),
                concurrency == 0 ? 2 * Runtime.getRuntime().availableProcessors() : concurrency,
                config.start_queue(),
                config.cgroup().trim());
    }

    private static Path directory(String configured) {
        return configured.isBlank()
                ? Path.of(System.getProperty("karaf.data", System.getProperty("java.io.tmpdir")), "containers")
                : Path.of(configured.trim());
    }

    /** What the platform keeps for itself is always hidden; the configuration adds to it. */
    private static List<Path> hiddenPaths(String[] configured) {
        Stream<String> own = Stream.of("karaf.base", "karaf.home", "karaf.data", "karaf.etc", "karaf.log")
                .map(key -> System.getProperty(key, ""));
        List<Path> paths = new ArrayList<>();
        Stream.concat(own, Arrays.stream(configured))
                .map(String::trim)
                .filter(path -> !path.isEmpty())
                .map(path -> Path.of(path).toAbsolutePath().normalize())
                .distinct()
                .forEach(paths::add);
        return paths;
    }

    private static void requireRange(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    key + " must be a number from " + least + " to " + most + " but is " + value);
        }
    }
}
