package org.whirl.spi.runtime;

import static java.util.Objects.requireNonNull;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a kind's proxy is started as a local process. The command is the first usable interpreter followed by the
 * arguments. The proxy listens on the address in {@code PROXY_HOST} and the port in {@code PROXY_PORT}.
 *
 * @param interpreters executables to try in order, by name on the search path or by absolute path
 * @param versionArguments arguments that make the interpreter print its version; empty when any will do
 * @param versionPattern regular expression that must be found in what it prints
 * @param arguments arguments of the start; {@code ${files}} stands for the folder that holds the files
 * @param files the proxy's files: relative path, and where the bundle holds the content
 */
public record ProcessRecipe(
        List<String> interpreters,
        List<String> versionArguments,
        Optional<String> versionPattern,
        List<String> arguments,
        Map<String, URL> files) {
    /** Takes copies; fails without an interpreter. */
    public ProcessRecipe {
        interpreters = List.copyOf(interpreters);
        versionArguments = List.copyOf(versionArguments);
        requireNonNull(versionPattern);
        arguments = List.copyOf(arguments);
        files = Map.copyOf(files);
        if (interpreters.isEmpty()) {
            throw new IllegalArgumentException("a process recipe needs an interpreter");
        }
    }
}
