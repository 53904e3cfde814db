package org.whirl.runtime.java.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.PrintStream;

/** Standard output and standard error, which are the activation's log. */
final class Logs {
    private final LogStream stdout = LogStream.takeOver(FileDescriptor.out);
    private final LogStream stderr = LogStream.takeOver(FileDescriptor.err);

    /** What is printed from now on goes there, a line at a time: the action may be stopped at any moment. */
    void install() {
        System.setOut(new PrintStream(stdout, true, UTF_8));
        System.setErr(new PrintStream(stderr, true, UTF_8));
    }

    /** Ends an activation. */
    synchronized void sentinels() {
        System.out.flush();
        System.err.flush();
        stdout.sentinel();
        stderr.sentinel();
    }

    /** A line of the proxy's own. */
    void complain(String line) {
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        stderr.write(bytes, 0, bytes.length);
    }
}
