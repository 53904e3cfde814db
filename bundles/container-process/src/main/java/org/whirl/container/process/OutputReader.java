package org.whirl.container.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.OutputListener;
import org.whirl.spi.container.OutputStreamName;

/**
 * Reads one stream of a container on a thread of its own: a listener that does not keep up holds back the container
 * that writes, and nobody else.
 */
final class OutputReader {
    private static final Logger log = LoggerFactory.getLogger(OutputReader.class);
    private static final long STACK = 256 * 1024;
    private static final int BUFFER = 8 * 1024;
    private static final int KEPT = 400;

    private final OutputStreamName name;
    private final InputStream stream;
    private final OutputListener listener;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final Thread thread;
    private volatile byte[] beginning = new byte[0];
    private volatile boolean stopped;

    OutputReader(String container, OutputStreamName name, InputStream stream, OutputListener listener) {
        this.name = name;
        this.stream = stream;
        this.listener = listener;
        this.thread = new Thread(null, this::run, "whirl-container-" + name.label() + "-" + container, STACK);
        thread.setDaemon(true);
    }

    /** Begins to read. */
    void start() {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            drained.complete(null);
            throw new IllegalStateException("no more threads for the output of containers", e);
        }
    }

    /** Completes when the stream has ended and the listener has got everything. */
    CompletableFuture<Void> drained() {
        return drained;
    }

    /** The beginning of what it has read on one line, for the text of an error. */
    String beginning() {
        return new String(beginning, StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .trim();
    }

    /** Ends the thread, also one that waits for its listener. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        byte[] buffer = new byte[BUFFER];
        try (stream) {
            for (int length = stream.read(buffer); length >= 0 && !stopped; length = stream.read(buffer)) {
                keep(buffer, length);
                deliver(buffer, length);
            }
        } catch (IOException e) {
            log.debug("{} of a container was closed", name.label(), e);
        } finally {
            drained.complete(null);
        }
    }

    private void deliver(byte[] buffer, int length) {
        try {
            listener.output(name, buffer, length);
        } catch (RuntimeException e) {
            log.warn("Output of a container is lost, because its listener failed", e);
        }
    }

    private void keep(byte[] buffer, int length) {
        int before = beginning.length;
        if (before < KEPT) {
            int more = Math.min(length, KEPT - before);
            byte[] longer = Arrays.copyOf(beginning, before + more);
            System.arraycopy(buffer, 0, longer, before, more);
            beginning = longer;
        }
    }
}
