package org.whirl.container.process;

import java.util.ArrayList;
import java.util.List;

/** The limits that each process of a container inherits. */
final class Limits {
    private static final long MEGABYTE = 1024L * 1024;
    private static final int DATA_RESERVE = 512;

    private final String prlimit = Tools.required("prlimit");
    private final Settings settings;
    private final int processes;

    private Limits(Settings settings, int processes) {
        this.settings = settings;
        this.processes = processes;
    }

    /** Where each container has a user of its own, the kernel counts its processes alone. */
    static Limits ofOwnUser(Settings settings) {
        return new Limits(settings, settings.processes());
    }

    /**
     * Where containers share the platform's user, the kernel counts all of that user's processes together, so there has
     * to be room for those and for several containers.
     */
    static Limits ofSharedUser(Settings settings) {
        return new Limits(settings, ProcessTable.threadsOfOwnUser() + 4 * settings.processes());
    }

    /** The start of a command line that sets the limits. */
    List<String> command(Place place) {
        List<String> command = new ArrayList<>(List.of(
                prlimit,
                "--nproc=" + processes,
                "--nofile=" + settings.openFiles(),
                "--fsize=" + settings.fileSize(),
                "--core=0"));
        if (place.groups().isEmpty()) {
            // Counts each process for itself and what is asked for, not what is used: hence so generous.
            command.add("--data=" + (2L * place.memory() + DATA_RESERVE) * MEGABYTE);
        }
        return command;
    }
}
