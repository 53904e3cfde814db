package org.whirl.container.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What belongs to one container while it lives.
 *
 * @param id the container's name
 * @param marker text in the environment by which its processes can be found
 * @param directory folder of its own, removed with it
 * @param user user id of its own, where the sandbox gives it one
 * @param group its control group
 * @param memory most megabytes it may use
 */
record Place(String id, String marker, Path directory, int user, ControlGroup group, int memory) {
    /** The working directory of its processes. */
    Path work() {
        return directory.resolve("work");
    }

    /** Its copy of the proxy's files. */
    Path files() {
        return directory.resolve("files");
    }

    /** Where its {@code /tmp} is put together. */
    Path stage() {
        return directory.resolve("tmp");
    }

    /** What its first process runs: in a file, so that lists of processes stay readable. */
    Path script() {
        return directory.resolve("sandbox.sh");
    }

    /** The list of mounts. */
    Path mounts() {
        return directory.resolve("fstab");
    }

    /** Holds the process id of its first process. */
    Path processId() {
        return directory.resolve("pid");
    }

    /** Where the sandbox itself may report problems. */
    Path errors() {
        return directory.resolve("errors");
    }

    /** Folders of the control groups that its first process joins. */
    List<Path> groups() {
        return group.folders();
    }
}
