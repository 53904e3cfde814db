package org.whirl.container.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.OutputListener;
import org.whirl.spi.container.OutputStreamName;

/**
 * Hands on what a container writes, in docker-java's thread for that stream. A listener that does not keep up holds
 * back the container, since the Engine keeps little for it.
 */
final class Output extends ResultCallback.Adapter<Frame> {
    private static final Logger log = LoggerFactory.getLogger(Output.class);
    private static final int KEPT = 400;

    private final OutputListener listener;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile byte[] beginning = new byte[0];
    private volatile boolean stopped;

    Output(OutputListener listener) {
        this.listener = listener;
    }

    /** Completes when nothing can be missed any more. */
    CompletableFuture<Void> started() {
        return started;
    }

    /** Completes when the stream has ended, for whatever reason, and the listener has got everything. */
    CompletableFuture<Void> drained() {
        return drained;
    }

    /** The beginning of it on one line, for the text of an error. */
    String beginning() {
        return new String(beginning, StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .trim();
    }

    /** Hands on nothing more. */
    void stop() {
        stopped = true;
        try {
            close();
        } catch (IOException e) {
            log.debug("Output of a container", e);
        }
    }

    @Override
    public void onStart(Closeable stream) {
        super.onStart(stream);
        started.complete(null);
    }

    @Override
    public void onNext(Frame frame) {
        byte[] bytes = frame.getPayload();
        if (stopped || bytes == null || bytes.length == 0) {
            return;
        }
        keep(bytes);
        try {
            listener.output(
                    frame.getStreamType() == StreamType.STDERR ? OutputStreamName.STDERR : OutputStreamName.STDOUT,
                    bytes,
                    bytes.length);
        } catch (RuntimeException e) {
            log.warn("Output of a container is lost, because its listener failed", e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        log.debug("Output of a container has ended", failure);
        started.completeExceptionally(failure);
        drained.complete(null);
    }

    @Override
    public void onComplete() {
        super.onComplete();
        drained.complete(null);
    }

    private void keep(byte[] bytes) {
        int before = beginning.length;
        if (before < KEPT) {
            int more = Math.min(bytes.length, KEPT - before);
            byte[] longer = Arrays.copyOf(beginning, before + more);
            System.arraycopy(bytes, 0, longer, before, more);
            beginning = longer;
        }
    }
}
