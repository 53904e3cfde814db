package org.whirl.invoker;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.whirl.spi.container.OutputStreamName;

/** The output of one activation, up to its limit. Guarded by the {@link LogCollector} it belongs to. */
final class ActivationLog {
    static final String INCOMPLETE = "There was an issue while collecting your logs. Data might be missing.";
    static final String NOT_AS_EXPECTED =
            "The action did not initialize or run as expected. Log data might be missing.";

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss.")
            .appendPattern("SSSSSSSSS")
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private final long limit;
    private final List<String> lines = new ArrayList<>();
    private final Set<OutputStreamName> open = EnumSet.allOf(OutputStreamName.class);
    private final CompletableFuture<List<String>> complete = new CompletableFuture<>();
    private long used;
    private boolean truncated;
    private long pieces;

    /** A log that keeps so many bytes; with 0 it keeps nothing, not even remarks. */
    ActivationLog(long limit) {
        this.limit = limit;
    }

    boolean isOpen(OutputStreamName stream) {
        return open.contains(stream);
    }

    int wanted() {
        return truncated ? 0 : (int) Math.min(Integer.MAX_VALUE / 2, Math.max(0, limit - used));
    }

    void line(OutputStreamName stream, String text, int bytes) {
        pieces++;
        if (limit == 0 || truncated) {
            return;
        }
        if (used + bytes > limit) {
            truncated = true;
            remark("Logs were truncated because the total bytes size exceeds the limit of " + limit + " bytes.");
            return;
        }
        used += bytes;
        lines.add(stamp(stream, text));
    }

    /** The end of one stream; the log is complete with the second. */
    void end(OutputStreamName stream) {
        open.remove(stream);
        if (open.isEmpty()) {
            complete.complete(List.copyOf(lines));
        }
    }

    /** Ends the log although a sentinel is missing. */
    void abandon(String remark) {
        if (complete.isDone()) {
            return;
        }
        open.clear();
        if (limit > 0) {
            remark(remark);
        }
        complete.complete(List.copyOf(lines));
    }

    private void remark(String text) {
        lines.add(stamp(OutputStreamName.STDERR, text));
    }

    private static String stamp(OutputStreamName stream, String text) {
        return TIME.format(Instant.now()) + " " + stream.label() + ": " + text;
    }

    /** Grows with every line, so that a watcher sees whether something still comes. */
    long pieces() {
        return pieces;
    }

    CompletableFuture<List<String>> complete() {
        return complete;
    }
}
