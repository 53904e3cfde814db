package org.whirl.container.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a short program of the system, such as {@code iptables}. */
@FunctionalInterface
interface Commands {
    /**
     * How it went.
     *
     * @param code exit code
     * @param output what it said
     */
    record Outcome(int code, String output) {
        boolean succeeded() {
            return code == 0;
        }
    }

    /** Waits for the program's end. */
    Outcome run(String program, List<String> arguments) throws IOException, InterruptedException;

    /** The real ones. The platform's search path is not asked, since what is found runs as root. */
    static Commands system() {
        return (program, arguments) -> {
            List<String> line = new ArrayList<>(
                    List.of(find(program).orElseThrow(() -> new IOException("there is no program '" + program + "'"))));
            line.addAll(arguments);
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output.trim());
        };
    }

    private static Optional<String> find(String program) {
        return Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
