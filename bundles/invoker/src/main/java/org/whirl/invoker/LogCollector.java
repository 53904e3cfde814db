package org.whirl.invoker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.whirl.spi.container.OutputListener;
import org.whirl.spi.container.OutputStreamName;

/**
 * Gives the output of one container to its activations. Each stream belongs to the oldest activation that still misses
 * its sentinel there, so the next activation may start before the output of the last one was read. Output while no
 * activation is open comes from nobody's call and is dropped.
 */
final class LogCollector implements OutputListener {
    private final Map<OutputStreamName, LineReader> readers = new EnumMap<>(OutputStreamName.class);
    private final Deque<ActivationLog> logs = new ArrayDeque<>();

    LogCollector() {
        for (OutputStreamName stream : OutputStreamName.values()) {
            readers.put(stream, new LineReader(new StreamReceiver(stream)));
        }
    }

    @Override
    public synchronized void output(OutputStreamName stream, byte[] bytes, int length) {
        readers.get(stream).read(bytes, length);
    }

    /** Opens the log of an activation that is about to start. */
    synchronized ActivationLog open(long limit) {
        ActivationLog log = new ActivationLog(limit);
        logs.add(log);
        return log;
    }

    /** Ends a log whose sentinels will not come; what was read of an unfinished line counts. */
    synchronized void abandon(ActivationLog log, String remark) {
        readers.forEach((stream, reader) -> {
            if (reader.hasRest() && owner(stream) == log) {
                reader.finish();
            }
        });
        logs.remove(log);
        log.abandon(remark);
    }

    /** Ends a log of a container that marks no ends. */
    synchronized void close(ActivationLog log) {
        for (OutputStreamName stream : OutputStreamName.values()) {
            log.end(stream);
        }
        logs.remove(log);
    }

    synchronized long pieces(ActivationLog log) {
        return log.pieces();
    }

    /** The activation that output of a stream belongs to; {@code null} when there is none. */
    private ActivationLog owner(OutputStreamName stream) {
        for (ActivationLog log : logs) {
            if (log.isOpen(stream)) {
                return log;
            }
        }
        return null;
    }

    private final class StreamReceiver implements LineReader.Receiver {
        private final OutputStreamName stream;

        StreamReceiver(OutputStreamName stream) {
            this.stream = stream;
        }

        @Override
        public int wanted() {
            ActivationLog owner = owner(stream);
            return owner == null ? 0 : owner.wanted();
        }

        @Override
        public void line(String text, int bytes) {
            ActivationLog owner = owner(stream);
            if (owner != null) {
                owner.line(stream, text, bytes);
            }
        }

        @Override
        public void sentinel() {
            ActivationLog owner = owner(stream);
            if (owner != null) {
                owner.end(stream);
                if (owner.complete().isDone()) {
                    logs.remove(owner);
                }
            }
        }
    }
}
