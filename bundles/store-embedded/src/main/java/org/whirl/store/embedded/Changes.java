package org.whirl.store.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;

/**
 * The changes of one batch: they are made in the tables at once, noted for the log, and can be taken back. Used by one
 * thread.
 */
final class Changes {
    private static final int NONE = -1;
    private static final int LARGE = 4 * 1024 * 1024;

    private final Map<Table, MVMap<byte[], byte[]>> tables;
    private final List<Before> before = new ArrayList<>();
    private Notes notes = new Notes();

    Changes(Map<Table, MVMap<byte[], byte[]>> tables) {
        this.tables = new EnumMap<>(tables);
    }

    /** The newest value; null when there is none. */
    byte[] get(Table table, byte[] key) {
        return tables.get(table).get(key);
    }

    /** The table itself, for reading ranges. */
    Index index(Table table) {
        return new Index(tables.get(table));
    }

    /** Sets a value. */
    void put(Table table, byte[] key, byte[] value) {
        notes.add(table, key, value);
        before.add(new Before(table, key, tables.get(table).put(key, value), notes.size()));
    }

    /** Removes a value if it is there. */
    void remove(Table table, byte[] key) {
        byte[] old = tables.get(table).remove(key);
        if (old != null) {
            notes.add(table, key, null);
            before.add(new Before(table, key, old, notes.size()));
        }
    }

    /** How many changes there are: a point that {@link #undo} can go back to. */
    int mark() {
        return before.size();
    }

    /** Takes back all changes after a mark. */
    void undo(int mark) {
        for (int i = before.size() - 1; i >= mark; i--) {
            Before change = before.remove(i);
            MVMap<byte[], byte[]> map = tables.get(change.table());
            if (change.value() == null) {
                map.remove(change.key());
            } else {
                map.put(change.key(), change.value());
            }
        }
        notes.truncate(mark == 0 ? 0 : before.get(mark - 1).end());
    }

    /** Forgets all changes, leaving them made. */
    void clear() {
        before.clear();
        if (notes.capacity() > LARGE) {
            notes = new Notes();
        }
        notes.truncate(0);
    }

    /** The changes as bytes, for the log. */
    ByteBuffer notes() {
        return notes.view();
    }

    /** Makes the changes that were noted earlier. */
    static void replay(ByteBuffer notes, Map<Table, MVMap<byte[], byte[]>> tables) {
        while (notes.hasRemaining()) {
            MVMap<byte[], byte[]> map = tables.get(Table.values()[notes.get()]);
            byte[] key = bytes(notes, notes.getInt());
            int length = notes.getInt();
            if (length == NONE) {
                map.remove(key);
            } else {
                map.put(key, bytes(notes, length));
            }
        }
    }

    private static byte[] bytes(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /** What was there before a change, and where its note ends. */
    private record Before(Table table, byte[] key, byte[] value, int end) {}

    private static final class Notes extends ByteArrayOutputStream {
        Notes() {
            super(64 * 1024);
        }

        void add(Table table, byte[] key, byte[] value) {
            write(table.ordinal());
            number(key.length);
            writeBytes(key);
            number(value == null ? NONE : value.length);
            if (value != null) {
                writeBytes(value);
            }
        }

        private void number(int number) {
            write(number >>> 24);
            write(number >>> 16);
            write(number >>> 8);
            write(number);
        }

        void truncate(int size) {
            count = size;
        }

        int capacity() {
            return buf.length;
        }

        ByteBuffer view() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
