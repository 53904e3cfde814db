package org.whirl.container.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds executables. */
final class Tools {
    /** The search path that processes of the platform's own making get. */
    static final String SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Tools() {}

    /** A program of the system; the platform's own search path is not asked, since what is found may run as root. */
    static Optional<String> system(String name) {
        return Arrays.stream(SEARCH_PATH.split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** Like {@link #system}; fails with a text that says what to install. */
    static String required(String name) {
        return system(name)
                .orElseThrow(() -> new IllegalStateException(
                        "'" + name + "' was not found in " + SEARCH_PATH + "; it is part of util-linux or coreutils"));
    }

    /** All executables of a name, or the one at an absolute path, in the order of the search path. */
    static List<String> candidates(String name) {
        if (name.contains("/")) {
            return Stream.of(Path.of(name))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .toList();
        }
        Set<String> folders = new LinkedHashSet<>();
        folders.addAll(
                List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)));
        folders.addAll(List.of("/usr/local/bin", "/usr/bin", "/bin"));
        return folders.stream()
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(path -> Files.isExecutable(path) && !Files.isDirectory(path))
                .map(Path::toString)
                .toList();
    }
}
