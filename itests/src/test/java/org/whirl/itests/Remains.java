package org.whirl.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of one run of the platform.
 *
 * @param platform its process
 * @param started all processes below it when this was made
 */
record Remains(ProcessHandle platform, Set<ProcessHandle> started) {

    static Remains of(ProcessHandle platform) {
        return new Remains(platform, platform.descendants().collect(Collectors.toSet()));
    }

    int count() {
        return started.size() + 1;
    }

    /** Those that still run: known ones, and any that carries the mark of the platform's containers. */
    List<ProcessHandle> processes() {
        return Stream.concat(
                        Stream.concat(Stream.of(platform), started.stream()).filter(Remains::runs),
                        ProcessHandle.allProcesses().filter(this::isMarked))
                .distinct()
                .toList();
    }

    /** A process that has ended and that nobody has asked about yet has no command line any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && !read(process, "cmdline").isEmpty();
    }

    private boolean isMarked(ProcessHandle process) {
        return read(process, "environ").contains("WHIRL_CONTAINER=" + platform.pid() + "-");
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file), ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
