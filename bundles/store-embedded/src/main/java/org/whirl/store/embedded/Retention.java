package org.whirl.store.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.store.embedded.ActivationTables.Entry;
import org.whirl.store.embedded.Key.KeyRange;

/** Removes records of activations that are too old, a few at a time so that writers hardly wait. */
final class Retention implements AutoCloseable {
    private static final int BATCH = 200;
    private static final long SECONDS_BETWEEN = 60;
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final EmbeddedDatabase database;
    private final Duration age;
    private final ScheduledFuture<?> schedule;
    private volatile boolean closed;

    Retention(EmbeddedDatabase database, Duration age) {
        this.database = database;
        this.age = age;
        schedule = database.housekeeping()
                .scheduleWithFixedDelay(this::start, SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    private void start() {
        removeBefore(System.currentTimeMillis() - age.toMillis()).exceptionally(failure -> {
            log.warn("Old records of activations cannot be removed now", failure);
            return null;
        });
    }

    /** Removes what started before a time; each batch waits in the queue like any other write. */
    CompletionStage<Void> removeBefore(long time) {
        return database.write(0, changes -> removeSome(changes, time))
                .thenCompose(removed ->
                        removed < BATCH || closed ? CompletableFuture.completedFuture(null) : removeBefore(time));
    }

    private static int removeSome(Changes changes, long time) {
        KeyRange old = new KeyRange(Key.of(Long.MIN_VALUE).bytes(), Key.of(time).bytes());
        List<byte[]> keys = changes.index(Table.ACTIVATIONS).keys(old, BATCH);
        keys.forEach(key -> remove(changes, key));
        return keys.size();
    }

    private static void remove(Changes changes, byte[] recordKey) {
        byte[] idKey = Entry.read(recordKey).idKey();
        byte[] idValue = changes.get(Table.ACTIVATION_IDS, idKey);
        if (idValue == null) {
            changes.remove(Table.ACTIVATIONS, recordKey);
        } else {
            Entry.read(idKey, idValue).remove(changes);
        }
    }

    @Override
    public void close() {
        closed = true;
        schedule.cancel(false);
    }
}
