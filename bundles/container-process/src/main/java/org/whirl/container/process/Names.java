package org.whirl.container.process;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Names that begin with the platform's process id, so that a later run can tell what a dead one has left. */
final class Names {
    private static final int LABEL_LENGTH = 40;
    private static final AtomicLong counter = new AtomicLong();

    private Names() {}

    /** A name for a container, never given twice. */
    static String container(String label) {
        String plain = label.replaceAll("[^A-Za-z0-9-]", "-");
        return ProcessHandle.current().pid() + "-" + counter.incrementAndGet() + "-"
                + plain.substring(0, Math.min(LABEL_LENGTH, plain.length()));
    }

    /** A name for this run of the platform, never given twice. */
    static String run() {
        ProcessHandle platform = ProcessHandle.current();
        return platform.pid() + "-" + started(platform) + "-" + counter.incrementAndGet();
    }

    /** Whether the platform that gave the name still runs, as far as its process id tells. */
    static boolean isOfLivingPlatform(String name) {
        return ProcessHandle.of(processId(name)).isPresent();
    }

    /** Whether the run with this name still goes on. */
    static boolean isOfLivingRun(String name) {
        return ProcessHandle.of(processId(name))
                .filter(process -> name.startsWith(process.pid() + "-" + started(process) + "-"))
                .isPresent();
    }

    private static long processId(String name) {
        String digits = name.replaceFirst("-.*", "");
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : Long.MAX_VALUE;
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
