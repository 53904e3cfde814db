package org.whirl.container.docker;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The configuration, checked.
 *
 * @param host socket of the Engine
 * @param instance name of this platform among those that share the Engine
 * @param startTimeout how long a proxy may take until it accepts connections
 * @param concurrentStarts containers started at the same time
 * @param waitingStarts starts that may wait; more are refused
 * @param engineWait how long new work waits for an Engine that has gone away
 * @param imageTimeout how long a pull or a build may take
 * @param allowedImages patterns of the images that users may name
 * @param pullAlways whether users' images are pulled although they are here
 * @param strictImages whether images not of our making get no more than ours
 * @param subnet addresses for containers; absent finds free ones
 * @param deniedNetworks destinations out of reach
 * @param nameServers for containers; empty for those of the host
 * @param processes most processes and threads of a container
 * @param openFiles most open files of a process
 * @param temporarySize most megabytes in a folder that can be written
 * @param processorMemory megabytes that have the weight of one processor
 */
record Settings(
        URI host,
        String instance,
        Duration startTimeout,
        int concurrentStarts,
        int waitingStarts,
        Duration engineWait,
        Duration imageTimeout,
        List<String> allowedImages,
        boolean pullAlways,
        boolean strictImages,
        Optional<Subnet> subnet,
        List<Subnet> deniedNetworks,
        List<String> nameServers,
        int processes,
        int openFiles,
        int temporarySize,
        int processorMemory) {

    private static final String USUAL_HOST = "unix:///var/run/docker.sock";

    Settings {
        if (!"unix".equals(host.getScheme()) || host.getPath() == null) {
            throw new IllegalArgumentException("host must be a socket such as " + USUAL_HOST + " but is " + host);
        }
        if (!instance.matches("[a-z0-9]{1,20}")) {
            throw new IllegalArgumentException(
                    "instance must be 1 to 20 lower-case letters and digits but is '" + instance + "'");
        }
        requireRange("start.timeout", startTimeout.toMillis(), 1, 600_000);
        requireRange("start.concurrency", concurrentStarts, 1, 100);
        requireRange("start.queue", waitingStarts, 0, 100_000);
        requireRange("engine.wait", engineWait.toMillis(), 0, 600_000);
        requireRange("image.timeout", imageTimeout.toMillis(), 1_000, 7_200_000);
        requireRange("pids.limit", processes, 16, 1_000_000);
        requireRange("open.files.limit", openFiles, 64, 1_000_000);
        requireRange("tmp.size", temporarySize, 1, 1_000_000);
        requireRange("cpu.memory", processorMemory, 128, 10_000_000);
        requireNonNull(subnet);
        allowedImages = List.copyOf(allowedImages);
        deniedNetworks = List.copyOf(deniedNetworks);
        nameServers = List.copyOf(nameServers);
    }

    static Settings of(DockerContainerFactory.Config config) {
        int concurrency = config.start_concurrency();
        return new Settings(
                host(config.host().trim()),
                instance(config.instance().trim()),
                Duration.ofMillis(config.start_timeout()),
                concurrency == 0 ? 2 * Runtime.getRuntime().availableProcessors() : concurrency,
                config.start_queue(),
                Duration.ofMillis(config.engine_wait()),
                Duration.ofMillis(config.image_timeout()),
                words(config.images_allowed()),
                choice("images.pull", config.images_pull().trim(), "missing", "always"),
                choice("images.isolation", config.images_isolation().trim(), "compatible", "strict"),
                Optional.of(config.network_subnet().trim())
                        .filter(text -> !text.isEmpty())
                        .map(Subnet::parse),
                words(config.network_denied()).stream().map(Subnet::parse).toList(),
                words(config.network_dns()),
                config.pids_limit(),
                config.open_files_limit(),
                config.tmp_size(),
                config.cpu_memory());
    }

    private static URI host(String configured) {
        String fromEnvironment = Optional.ofNullable(System.getenv("DOCKER_HOST"))
                .filter(text -> text.startsWith("unix:"))
                .orElse(USUAL_HOST);
        return URI.create(configured.isEmpty() ? fromEnvironment : configured);
    }

    /** Two platforms on one machine must not take each other's containers for leftovers. */
    private static String instance(String configured) {
        return configured.isEmpty()
                ? String.format("%08x", System.getProperty("karaf.base", "").hashCode())
                : configured;
    }

    /** A file's one line of words with commas comes as one word. */
    private static List<String> words(String[] configured) {
        return Arrays.stream(configured)
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::trim)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean choice(String key, String value, String no, String yes) {
        if (!value.equals(no) && !value.equals(yes)) {
            throw new IllegalArgumentException(key + " must be " + no + " or " + yes + " but is '" + value + "'");
        }
        return value.equals(yes);
    }

    private static void requireRange(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    key + " must be a number from " + least + " to " + most + " but is " + value);
        }
    }
}
