package org.whirl.runtime.java.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes connections, and knows which of them wait for an answer. */
final class Server {
    private static final int MOST_WAITING = 1024;
    private static final int BACKLOG = 1024;

    private final Logs logs;
    private final Action action;
    private final ServerSocket listener;
    private final Set<Connection> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private volatile boolean asked;

    Server(InetSocketAddress address, Logs logs, Action action) throws IOException {
        this.logs = logs;
        this.action = action;
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address, BACKLOG);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Serves for ever. */
    void serve() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            Thread thread = new Thread(new Connection(socket, this), "activation");
            thread.setDaemon(true);
            thread.start();
        }
    }

    boolean hasBeenAsked() {
        return asked;
    }

    void begin(Connection connection) {
        asked = true;
        waiting.add(connection);
    }

    void end(Connection connection) {
        waiting.remove(connection);
        if (draining) {
            synchronized (waiting) {
                waiting.notifyAll();
            }
        }
    }

    Answer answer(String path, Message message) {
        if (draining) {
            return Answer.SHUTTING_DOWN;
        }
        boolean init = path.equals("/init");
        if (!init && !path.equals("/run")) {
            return Answer.fixed(404, "There is no such path. Post to /init or to /run.");
        }
        if (waiting.size() > MOST_WAITING) {
            return Answer.QUEUE_FULL;
        }
        if (message.refusal() != null) {
            return message.refusal();
        }
        return init ? action.initialise(message) : action.run(message);
    }

    /** Lets what runs come to its end, and has nothing new begin. */
    void drain() throws InterruptedException {
        draining = true;
        synchronized (waiting) {
            while (!waiting.isEmpty()) {
                waiting.wait(100);
            }
        }
    }

    /** User code ends this process: its log is completed, and its callers hear of it. */
    void abandon() {
        draining = true;
        for (Connection connection : waiting) {
            try {
                logs.sentinels();
                connection.answer(Answer.EXITED);
            } catch (IOException gone) {
                // Then nobody waits for it.
            }
        }
    }
}
