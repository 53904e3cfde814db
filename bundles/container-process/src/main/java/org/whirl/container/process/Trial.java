package org.whirl.container.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs a short command in a sandbox to see whether and how it works there. */
final class Trial {
    /**
     * How it went.
     *
     * @param code exit code; 137 when it took too long
     * @param output the beginning of what it wrote to both streams
     */
    record Outcome(int code, String output) {
        boolean succeeded() {
            return code == 0;
        }

        /** What it said last, or else its exit code: an error is where a command stops. */
        String problem() {
            return output.lines()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty())
                    .reduce((before, line) -> line)
                    .orElse("exit code " + code);
        }
    }

    private static final int MEMORY = 256;
    private static final int KEPT = 4 * 1024;
    private static final int BUFFER = 1024;

    private final Places places;
    private final Addresses addresses;
    private final Launcher launcher;
    private final Starter starter;
    private final Clock clock;
    private final Duration timeout;

    Trial(Places places, Addresses addresses, Launcher launcher, Starter starter, Clock clock, Duration timeout) {
        this.places = places;
        this.addresses = addresses;
        this.launcher = launcher;
        this.starter = starter;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** Waits for the command; not for threads that must not wait. */
    Outcome run(Sandbox sandbox, Map<String, byte[]> files, List<String> command)
            throws IOException, InterruptedException {
        Addresses.Lease lease = addresses.take();
        try {
            return run(sandbox, places.create(sandbox, "trial", MEMORY, lease.number(), files), command);
        } finally {
            addresses.release(lease);
        }
    }

    private Outcome run(Sandbox sandbox, Place place, List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" 2>&1", "whirl"));
        line.addAll(command);
        try {
            Process process = starter.submit(() -> launcher.launch(sandbox, place, Map.of(), line))
                    .get();
            clock.schedule(timeout, process::destroyForcibly);
            try {
                String output = read(process.getInputStream()) + read(process.getErrorStream());
                int code = process.waitFor();
                return new Outcome(code, code == 0 ? output : output + "\n" + errors(place));
            } finally {
                sandbox.end(place, process);
                process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
                sandbox.sweep(place, process);
            }
        } catch (ExecutionException e) {
            throw new IOException("cannot start a process: " + e.getCause().getMessage(), e.getCause());
        } finally {
            places.remove(place);
        }
    }

    private static String errors(Place place) throws IOException {
        return Files.exists(place.errors()) ? Files.readString(place.errors()) : "";
    }

    private static String read(InputStream stream) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
            kept.write(buffer, 0, Math.min(length, KEPT - Math.min(KEPT, kept.size())));
        }
        return kept.toString(StandardCharsets.UTF_8);
    }
}
