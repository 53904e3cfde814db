package org.whirl.invoker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts one stream into lines and finds the sentinel. Of a line that is longer than wanted only the start is kept, and
 * enough of its end to see a sentinel there.
 */
final class LineReader {
    static final String SENTINEL = "XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX";

    /** Gets what was found, in order. */
    interface Receiver {
        /** Bytes of one line that it still wants. */
        int wanted();

        void line(String text, int bytes);

        void sentinel();
    }

    private final Receiver receiver;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder end = new StringBuilder();
    private int length;

    LineReader(Receiver receiver) {
        this.receiver = receiver;
    }

    void read(byte[] bytes, int count) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i - start);
                finish();
                start = i + 1;
            }
        }
        append(bytes, start, count - start);
    }

    private void append(byte[] bytes, int start, int count) {
        if (count == 0) {
            return;
        }
        length += count;
        int room = receiver.wanted() + SENTINEL.length() - line.size();
        int kept = Math.max(0, Math.min(room, count));
        line.write(bytes, start, kept);
        if (kept < count) {
            if (end.isEmpty()) {
                end.append(line.toString(StandardCharsets.ISO_8859_1));
            }
            end.append(new String(bytes, start + kept, count - kept, StandardCharsets.ISO_8859_1));
            end.delete(0, Math.max(0, end.length() - SENTINEL.length()));
        }
    }

    /** Ends a line: also the last one, which has no line feed. */
    void finish() {
        if (length == 0 && line.size() == 0) {
            receiver.line("", 1);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        boolean marked = end.toString().equals(SENTINEL) || text.contains(SENTINEL);
        int bytes = length + 1;
        line.reset();
        end.setLength(0);
        length = 0;
        if (!marked) {
            receiver.line(text, bytes);
            return;
        }
        int at = text.indexOf(SENTINEL);
        String before = at < 0 ? text : text.substring(0, at);
        // Output without a final line feed stands on the line of the sentinel; it is the user's and is kept.
        if (!before.isEmpty()) {
            receiver.line(before, before.length() + 1);
        }
        receiver.sentinel();
    }

    /** Whether a line has begun and not ended. */
    boolean hasRest() {
        return length > 0;
    }
}
