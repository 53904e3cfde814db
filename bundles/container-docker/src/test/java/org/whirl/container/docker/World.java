package org.whirl.container.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** Another machine that the host knows the way to: a network namespace with a metadata server and one more address. */
final class World implements AutoCloseable {
    static final String METADATA = "169.254.169.254";
    static final String ELSEWHERE = "198.18.7.7";
    private static final int PORT = 8000;
    private static final String NAMESPACE = "whirlworld";

    private final Process server;

    World() throws Exception {
        remove();
        for (String command : List.of(
                "netns add " + NAMESPACE,
                "link add whirlw0 type veth peer name whirlw1 netns " + NAMESPACE,
                "addr add 198.18.7.1/24 dev whirlw0",
                "link set whirlw0 up",
                "-n " + NAMESPACE + " addr add " + ELSEWHERE + "/24 dev whirlw1",
                "-n " + NAMESPACE + " addr add " + METADATA + "/32 dev whirlw1",
                "-n " + NAMESPACE + " link set whirlw1 up",
                "-n " + NAMESPACE + " link set lo up",
                "-n " + NAMESPACE + " route add default via 198.18.7.1",
                "route add " + METADATA + "/32 via " + ELSEWHERE)) {
            Commands.Outcome outcome = Commands.system().run("ip", List.of(command.split(" ")));
            if (!outcome.succeeded()) {
                throw new AssertionError("ip " + command + ": " + outcome.output());
            }
        }
        server = new ProcessBuilder(
                        "ip", "netns", "exec", NAMESPACE, "python3", "-m", "http.server", Integer.toString(PORT))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Stand.await("the world to answer", World::answers);
    }

    int port() {
        return PORT;
    }

    private static boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(METADATA, PORT), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void remove() throws Exception {
        Commands.system().run("ip", List.of("link", "del", "whirlw0"));
        Commands.system().run("ip", List.of("netns", "del", NAMESPACE));
    }

    @Override
    public void close() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        server.onExit().join();
        try {
            remove();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
