package org.whirl.container.process;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.container.OutputListener;
import org.whirl.spi.runtime.ProcessRecipe;
import org.whirl.spi.runtime.RuntimeManifest;

/** Kinds whose proxy is a small script. */
final class Manifests {
    /** Listens where it is told; what it runs on a request or at its start is up to the test. */
    private static final String PYTHON =
            """
            import os, socket, subprocess, sys
            host, port = os.environ["PROXY_HOST"], int(os.environ["PROXY_PORT"])
            server = socket.socket()
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind((host, port))
            server.listen(16)
            while True:
                connection, _ = server.accept()
                command = connection.makefile("r").readline()
                if command:
                    done = subprocess.run(["/bin/sh", "-c", command], stdout=subprocess.PIPE,
                                          stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
                    connection.sendall(done.stdout)
                connection.close()
            """;

    private Manifests() {}

    /** Runs each line it gets as a shell command and answers with its output. */
    static RuntimeManifest shellServer() throws IOException {
        return shellServerAfter("");
    }

    /** The same, after some lines of Python. */
    static RuntimeManifest shellServerAfter(String python) throws IOException {
        return recipe(
                "server:1", List.of("/usr/bin/python3", "python3"), List.of("${files}/proxy.py"), python + PYTHON);
    }

    /** Runs a shell script instead of a proxy. */
    static RuntimeManifest script(String text) throws IOException {
        return recipe("script:1", List.of("/bin/sh"), List.of("${files}/proxy.py"), text);
    }

    static RuntimeManifest recipe(String kind, List<String> interpreters, List<String> arguments, String proxy)
            throws IOException {
        Path file = Files.createTempFile("whirl-test", ".proxy");
        file.toFile().deleteOnExit();
        Files.writeString(file, proxy);
        URL address = file.toUri().toURL();
        return RuntimeManifest.of(kind, "none")
                .withProcess(new ProcessRecipe(
                        interpreters, List.of(), Optional.empty(), arguments, Map.of("proxy.py", address)));
    }

    static ContainerRequest request(RuntimeManifest manifest, OutputListener output) {
        return new ContainerRequest(
                "test", manifest.image(), Optional.of(manifest), 128, Map.of("__OW_API_HOST", "http://h"), output);
    }

    static ContainerRequest request(RuntimeManifest manifest) {
        return request(manifest, (stream, bytes, length) -> {});
    }
}
