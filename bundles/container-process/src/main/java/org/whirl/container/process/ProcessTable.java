package org.whirl.container.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and ends processes where no namespace does it: those that have left their parent and their session too. */
final class ProcessTable {
    /** Variable that all processes of a container without namespaces inherit. */
    static final String MARKER = "WHIRL_CONTAINER";

    private static final Logger log = LoggerFactory.getLogger(ProcessTable.class);
    private static final Path ROOT = Path.of("/proc");
    private static final int ROUNDS = 500;
    private static final int STATE = 0;
    private static final int SESSION = 3;

    private ProcessTable() {}

    /** Processes with the marker, or with a longer one. */
    static Predicate<Path> markedWith(String marker) {
        String wanted = MARKER + "=" + marker;
        return process -> {
            try {
                String environment =
                        new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
                return environment.startsWith(wanted) || environment.contains("\0" + wanted);
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Processes of a session. */
    static Predicate<Path> inSession(long leader) {
        return process -> {
            try {
                return statistics(process)[SESSION].equals(Long.toString(leader));
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Processes of a user. */
    static Predicate<Path> ownedBy(int user) {
        return process -> {
            try {
                return Files.getAttribute(process, "unix:uid").equals(user);
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** How many threads the user of this process has. */
    static int threadsOfOwnUser() {
        Path self = ROOT.resolve("self");
        int threads = 0;
        try {
            int user = (int) Files.getAttribute(self, "unix:uid");
            for (Path process : find(ownedBy(user))) {
                try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
                    for (Path task : tasks) {
                        threads++;
                    }
                } catch (IOException e) {
                    log.trace("{} has ended", process, e);
                }
            }
        } catch (IOException e) {
            log.debug("Cannot count processes", e);
        }
        return threads;
    }

    /** Ends what matches, and what that has started meanwhile. */
    static void kill(Predicate<Path> wanted) {
        for (int round = 0; round < ROUNDS; round++) {
            List<Path> found = find(wanted);
            if (found.isEmpty()) {
                return;
            }
            for (Path process : found) {
                ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        log.warn("Processes of a container cannot be ended: {}", find(wanted));
    }

    /** Zombies are left out: nothing is to be ended any more. */
    static List<Path> find(Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            for (Path process : processes) {
                if (wanted.test(process) && !isZombie(process)) {
                    found.add(process);
                }
            }
        } catch (IOException e) {
            log.warn("Cannot list processes", e);
        }
        return found;
    }

    private static boolean isZombie(Path process) {
        try {
            return statistics(process)[STATE].equals("Z");
        } catch (IOException e) {
            return true;
        }
    }

    /** The fields that follow the name, which may hold blanks and parentheses itself. */
    private static String[] statistics(Path process) throws IOException {
        String line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        return line.substring(line.lastIndexOf(')') + 2).split(" ");
    }
}
