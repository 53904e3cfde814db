package org.whirl.runtime.java.proxy;

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
        byte[] body = body(head);
        server.begin(this);
        try {
            Answer answer = body == null || body.length > Http.MOST_BODY_BYTES
                    ? Answer.TOO_LARGE
                    : server.answer(head.path(), body);
            answer(answer);
        } finally {
            server.end(this);
        }
        if (body == null) {
            http.skip(head.length());
        }
    }

    /** Absent when it is larger than allowed, or than what memory there is. */
    private byte[] body(Http.Head head) throws IOException {
        synchronized (this) {
            unanswered = true;
        }
        if (head.length() < 0) {
            byte[] body = http.chunks();
            keep &= body.length <= Http.MOST_BODY_BYTES;
            return body;
        }
        if (head.length() > Http.MOST_BODY_BYTES) {
            return null;
        }
        try {
            return http.body((int) head.length());
        } catch (OutOfMemoryError tooLarge) {
            return null;
        }
    }

    /** Answers what is being asked, unless that has been done. */
    synchronized void answer(Answer answer) throws IOException {
        if (unanswered) {
            unanswered = false;
            http.answer(answer, keep);
        }
    }
}
