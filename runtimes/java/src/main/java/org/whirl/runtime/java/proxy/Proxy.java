package org.whirl.runtime.java.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;

/** Entry point; {@code PROXY_HOST} and {@code PROXY_PORT} say where to listen. */
public final class Proxy {
    private static final long QUIET_NANOS = 1_000_000_000L;

    private Proxy() {}

    /** Serves until the process ends; with the argument {@code train}, only as long as training takes. */
    public static void main(String[] arguments) throws IOException {
        boolean training = arguments.length > 0 && arguments[0].equals("train");
        Logs logs = new Logs();
        Action action = new Action(logs);
        InetSocketAddress address = training ? new InetSocketAddress("127.0.0.1", 0) : address();
        Server server = new Server(address, logs, action);
        start(new Runnable() {
            @Override
            public void run() {
                if (training) {
                    Training.run(server.port());
                } else {
                    prepare(action, server);
                }
            }
        });
        logs.install();
        Runtime.getRuntime().addShutdownHook(new Thread("end") {
            @Override
            public void run() {
                end(server);
            }
        });
        server.serve();
    }

    private static InetSocketAddress address() {
        String host = System.getenv("PROXY_HOST");
        String port = System.getenv("PROXY_PORT");
        return new InetSocketAddress(
                host == null || host.isEmpty() ? "0.0.0.0" : host,
                port == null || port.isEmpty() ? 8080 : Integer.parseInt(port));
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "preparation");
        thread.setDaemon(true);
        thread.start();
    }

    /** A container that nobody asks anything yet gets ready for it: first for any code, then for source text. */
    private static void prepare(Action action, Server server) {
        action.prepare();
        long start = System.nanoTime();
        while (System.nanoTime() - start < QUIET_NANOS) {
            LockSupport.parkNanos(QUIET_NANOS / 10);
        }
        if (!server.hasBeenAsked()) {
            Training.warmUp();
        }
    }

    /** The process is told to end, or user code ends it. */
    private static void end(Server server) {
        boolean told = false;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            told |= thread.getName().startsWith("SIG") && thread.getName().endsWith(" handler");
        }
        try {
            if (told) {
                server.drain();
            } else {
                server.abandon();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
