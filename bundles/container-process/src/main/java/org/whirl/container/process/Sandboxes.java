package org.whirl.container.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the strongest sandbox by trying, for whether one works depends on much that cannot be asked. */
final class Sandboxes {
    private static final Logger log = LoggerFactory.getLogger(Sandboxes.class);
    private static final String FILE = "probe";

    private Sandboxes() {}

    /** Fails when none works that the operator accepts. */
    static Sandbox strongest(Settings settings, Trial trial, String memory) {
        Map<String, String> refused = new LinkedHashMap<>();
        for (Map.Entry<String, Supplier<Sandbox>> candidate :
                candidates(settings, isRoot()).entrySet()) {
            try {
                Sandbox sandbox = candidate.getValue().get();
                Trial.Outcome outcome = trial.run(sandbox, Map.of(FILE, bytes(FILE)), probe());
                if (outcome.succeeded()) {
                    report(sandbox.description() + "; " + memory, sandbox, settings, refused);
                    return sandbox;
                }
                refused.put(candidate.getKey(), outcome.problem());
            } catch (IOException | RuntimeException e) {
                log.debug("Sandbox by {} does not work", candidate.getKey(), e);
                refused.put(candidate.getKey(), String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while looking for a sandbox", e);
            }
        }
        throw new IllegalStateException(
                "no sandbox works here (isolation = " + settings.isolation() + "): " + words(refused));
    }

    private static Map<String, Supplier<Sandbox>> candidates(Settings settings, boolean root) {
        Map<String, Supplier<Sandbox>> candidates = new LinkedHashMap<>();
        if (settings.isolation() != Isolation.NONE) {
            if (root) {
                candidates.put("namespaces as root", () -> new NamespaceSandbox(settings, true));
            }
            candidates.put("user namespaces", () -> new NamespaceSandbox(settings, false));
        }
        if (settings.isolation() == Isolation.AUTO && root) {
            candidates.put("user ids", () -> new LimitSandbox(settings, true, true));
        }
        if (settings.isolation() != Isolation.REQUIRED) {
            candidates.put("limits", () -> new LimitSandbox(settings, root, false));
        }
        return candidates;
    }

    /** The working directory can be written, the proxy's files can be read. */
    private static List<String> probe() {
        return List.of(
                "/bin/sh",
                "-c",
                "echo >\"$HOME/written\" && test \"$(pwd -P)\" -ef \"$HOME\" || exit 1;"
                        + " for folder in \"$HOME/../files\" /tmp/proxy; do"
                        + " test -r \"$folder/" + FILE + "\" && exit 0; done;"
                        + " echo the folder of containers cannot be reached by other users; exit 1");
    }

    private static void report(String description, Sandbox sandbox, Settings settings, Map<String, String> refused) {
        if (sandbox.isolates() || settings.isolation() == Isolation.NONE) {
            log.info("Containers are local processes with {}", description);
        }
        if (!sandbox.isolates() && settings.isolation() == Isolation.AUTO) {
            log.warn(
                    "Containers are local processes with {} only, since stronger isolation does not work here: {}",
                    description,
                    words(refused));
        } else if (!refused.isEmpty()) {
            log.warn("Stronger isolation of containers does not work here: {}", words(refused));
        }
    }

    private static String words(Map<String, String> refused) {
        List<String> parts = new ArrayList<>();
        refused.forEach((name, problem) -> parts.add(name + ": " + problem));
        return parts.stream().collect(Collectors.joining("; "));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the platform runs as root. */
    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }
}
