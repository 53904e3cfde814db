package org.whirl.runtime.java.proxy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;

/** One client, on a thread of its own. */
final class Connection implements Runnable {
    private final Socket socket;
    private final Server server;
    private Http http;
    private boolean unanswered;
    private boolean keep = true;

    Connection(Socket socket, Server server) {
        this.socket = socket;
        this.server = server;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            http = new Http(socket.getInputStream(), socket.getOutputStream());
            while (keep) {
                serve(http.head());
            }
        } catch (IOException gone) {
            // The client has left, or never was one.
        }
    }

    private void serve(Http.Head head) throws IOException {
        keep = head.keep();
        Message message = message(head);
        server.begin(this);
        try {
            answer(server.answer(head.path(), message));
        } finally {
            server.end(this);
        }
        if (head.length() > Http.MOST_BODY_BYTES) {
            http.body(head.length()).skip(head.length());
        }
    }

    private Message message(Http.Head head) throws IOException {
        synchronized (this) {
            unanswered = true;
        }
        if (head.length() > Http.MOST_BODY_BYTES) {
            return Message.TOO_LARGE;
        }
        if (head.length() >= 0) {
            return Message.read(http.body(head.length()), head.length() == 0);
        }
        byte[] body = http.chunks();
        if (body.length > Http.MOST_BODY_BYTES) {
            keep = false;
            return Message.TOO_LARGE;
        }
        return Message.read(new ByteArrayInputStream(body), body.length == 0);
    }

    /** Answers what is being asked, unless that has been done. */
    synchronized void answer(Answer answer) throws IOException {
        if (unanswered) {
            unanswered = false;
            http.answer(answer, keep);
        }
    }
}
