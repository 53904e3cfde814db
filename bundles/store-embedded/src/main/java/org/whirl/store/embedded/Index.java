package org.whirl.store.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.Page;
import org.whirl.store.embedded.Key.KeyRange;

/**
 * Reads ranges of a table. Skipping and counting take the tree's own counters, so their cost does not grow with what is
 * skipped or counted.
 */
final class Index {
    private static final int ATTEMPTS = 50;

    private final MVMap<byte[], byte[]> map;

    Index(MVMap<byte[], byte[]> map) {
        this.map = map;
    }

    /** One entry of a table. */
    record Row(byte[] key, byte[] value) {}

    /** Whether the table has no entries at all. */
    boolean isEmpty() {
        return map.isEmpty();
    }

    /** How many keys a range has. */
    long count(KeyRange range) {
        return Math.max(0, stable(() -> rank(range.to()) - rank(range.from())));
    }

    /** Entries of a range from its end on. */
    List<Row> descending(KeyRange range, int skip, int limit) {
        byte[] start = skip == 0 ? map.lowerKey(range.to()) : stable(() -> map.getKey(rank(range.to()) - 1 - skip));
        return start == null || Arrays.compareUnsigned(start, range.from()) < 0
                ? List.of()
                : take(map.cursor(start, range.from(), true), limit);
    }

    /** Entries from the beginning of the table on. */
    List<Row> ascending(int skip, int limit) {
        byte[] start = map.getKey(skip);
        return start == null ? List.of() : take(map.cursor(start), limit);
    }

    /** The keys of a range in order, at most {@code limit}. */
    List<byte[]> keys(KeyRange range, int limit) {
        List<byte[]> keys = new ArrayList<>();
        Cursor<byte[], byte[]> cursor = map.cursor(range.from());
        while (keys.size() < limit && cursor.hasNext()) {
            byte[] key = cursor.next();
            if (Arrays.compareUnsigned(key, range.to()) >= 0) {
                break;
            }
            keys.add(key);
        }
        return keys;
    }

    private static List<Row> take(Cursor<byte[], byte[]> cursor, int limit) {
        List<Row> rows = new ArrayList<>();
        while (rows.size() < limit && cursor.hasNext()) {
            byte[] key = cursor.next();
            rows.add(new Row(key, cursor.getValue()));
        }
        return rows;
    }

    private long rank(byte[] key) {
        long index = map.getKeyIndex(key);
        return index >= 0 ? index : -index - 1;
    }

    /** Each look at the tree sees its newest state: looks that belong together are repeated until nobody wrote between. */
    private <T> T stable(Supplier<T> looks) {
        T result = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Page<byte[], byte[]> before = map.getRootPage();
            result = looks.get();
            if (map.getRootPage() == before) {
                return result;
            }
        }
        return result;
    }
}
