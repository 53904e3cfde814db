package org.whirl.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to the Docker Engine. All its calls wait for the answer. */
final class Engine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 64;
    private static final int STREAMS = 20_000;

    private final URI host;
    private final DockerClient commands;
    private final DockerClient streams;

    Engine(URI host) {
        this.host = host;
        commands = client(host, CONNECTIONS, Optional.of(ANSWER));
        streams = client(host, STREAMS, Optional.empty());
    }

    private static DockerClient client(URI host, int connections, Optional<Duration> answer) {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host.toString())
                .withDockerTlsVerify(false)
                .build();
        ZerodepDockerHttpClient.Builder http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(host)
                .maxConnections(connections)
                .connectionTimeout(CONNECT);
        answer.ifPresent(http::responseTimeout);
        return DockerClientImpl.getInstance(config, http.build());
    }

    /** For calls that are answered at once. */
    DockerClient commands() {
        return commands;
    }

    /** For answers that go on and on. */
    DockerClient streams() {
        return streams;
    }

    URI host() {
        return host;
    }

    /** Whether a call failed because the Engine did not answer, not because it refused. */
    static boolean isAway(Throwable failure) {
        if (failure instanceof DockerException) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** What went wrong, on one line. */
    static String problem(Throwable failure) {
        Throwable root = failure;
        while (!(root instanceof DockerException) && root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        // docker-java's own form is: Status 404: {"message":"..."}
        return text.replaceFirst("^Status \\d+: ", "")
                .replaceFirst("(?s)^\\{\"message\":\"(.*)\"\\}\\s*$", "$1")
                .replace("\\\"", "\"")
                .replaceAll("\\s+|\\\\n", " ")
                .trim();
    }

    @Override
    public void close() {
        for (DockerClient client : new DockerClient[] {commands, streams}) {
            try {
                client.close();
            } catch (IOException e) {
                log.debug("Connection to the Engine", e);
            }
        }
    }
}
