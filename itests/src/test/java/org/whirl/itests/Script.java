package org.whirl.itests;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls {@code ./whirl} with a state folder of its own, on the assembly that was just built. */
final class Script {

    /** How a call ended, and what it printed. */
    record Result(int exitCode, String output, String errors) {}

    private static final long PATIENCE_SECONDS = 180;

    private final Path root = Path.of(System.getProperty("whirl.root"));
    private final Path state;

    Script(Path state) {
        this.state = state;
    }

    Path state() {
        return state;
    }

    /** The platform's process. */
    ProcessHandle platform() throws IOException {
        return ProcessHandle.of(Long.parseLong(read(state.resolve("pid")).trim()))
                .orElseThrow();
    }

    /** The API as the guest sees it. */
    Api api() throws IOException {
        return new Api(property("APIHOST"), property("AUTH"));
    }

    int port() throws IOException {
        return URI.create(property("APIHOST")).getPort();
    }

    private String property(String name) throws IOException {
        return read(state.resolve("wskprops"))
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(root.resolve("whirl").toString());
        command.addAll(Arrays.asList(arguments));
        Path output = Files.createTempFile("whirl", ".out");
        Path errors = Files.createTempFile("whirl", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().put("WHIRL_STATE", state.toString());
            builder.environment().put("WHIRL_NO_BUILD", "yes");
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end; so far it printed " + Files.readString(output));
            }
            return new Result(process.exitValue(), read(output), read(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    /** Process ids of the platform and its containers: all that have the state folder in their command line. */
    List<Long> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(state.toString()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
