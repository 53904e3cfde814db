package org.whirl.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the database: the tables, written at checkpoints, and the logs of the changes since then. Only one
 * thread may write changes, another may make checkpoints, all may read.
 */
final class Storage implements AutoCloseable {
    /** Raised when files of this version cannot be read by older ones. */
    private static final int FORMAT = 1;

    private static final int CACHE_MEGABYTES = 64;
    private static final long FREE_SPACE_NEEDED = 128L * 1024 * 1024;
    private static final int LIVE_SHARE = 60;
    private static final int COMPACTION_BYTES = 16 * 1024 * 1024;
    private static final int COMPACTION_MILLIS = 200;
    private static final int COMPACTION_AT_CLOSE_MILLIS = 1000;
    private static final Logger log = LoggerFactory.getLogger(Storage.class);

    private final Path directory;
    private final SharedFile file;
    private final MVStore store;
    private final Map<Table, MVMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);
    private ChangeLog changeLog;

    /** Opens the database in a directory, making it if need be; fails with a text for the operator. */
    Storage(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            checkFormat(directory.resolve("format"));
            file = SharedFile.open(directory.resolve("tables.mv"), CACHE_MEGABYTES);
            store = open(file);
        } catch (MVStoreException e) {
            throw new IllegalStateException(explain(directory, e), e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The store's directory " + directory + " cannot be read and written (" + e + "). Give the user "
                            + System.getProperty("user.name")
                            + " the right to write there, or name another in the setting 'directory'.",
                    e);
        }
        try {
            recover();
        } catch (IOException | RuntimeException e) {
            abandon();
            throw new IllegalStateException(
                    "The changes in " + directory + "/changes-* cannot be read (" + e
                            + "). Restore the directory from a backup, or remove these files to lose the last changes.",
                    e);
        }
    }

    private static void checkFormat(Path path) throws IOException {
        String format = Files.exists(path) ? Files.readString(path).trim() : "";
        if (format.isEmpty()) {
            Files.writeString(path, FORMAT + "\n");
        } else if (!format.equals(String.valueOf(FORMAT))) {
            throw new IllegalStateException(path + " says format " + format + ", this version reads " + FORMAT
                    + ". Run the version that wrote it, or name another directory in the setting 'directory'.");
        }
        if (!Files.isWritable(path)) {
            throw new IOException(path + " is not writable");
        }
    }

    private static MVStore open(SharedFile file) {
        try {
            MVStore store = new MVStore.Builder()
                    .fileStore(file)
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .open();
            // Every checkpoint is forced to disk before its successor may overwrite what it no longer needs.
            store.setRetentionTime(0);
            store.setVersionsToKeep(0);
            return store;
        } catch (MVStoreException e) {
            file.close();
            throw e;
        }
    }

    private static String explain(Path directory, MVStoreException cause) {
        String path = directory.resolve("tables.mv").toString();
        return switch (cause.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED -> path + " is in use by another process. Stop that process, or name"
                    + " another directory in the setting 'directory'.";
            case DataUtils.ERROR_UNSUPPORTED_FORMAT -> path + " was written by a newer version. Run that version, or"
                    + " name another directory in the setting 'directory'.";
            case DataUtils.ERROR_FILE_CORRUPT -> path + " is damaged. Restore the directory from a backup, or move it"
                    + " away to start empty.";
            default -> path + " cannot be opened (" + cause.getMessage() + "). See that the user "
                    + System.getProperty("user.name") + " may read and write it.";
        };
    }

    private void recover() throws IOException {
        for (Table table : Table.values()) {
            tables.put(
                    table,
                    store.openMap(
                            table.mapName(),
                            new MVMap.Builder<byte[], byte[]>()
                                    .keyType(ByteArrayDataType.INSTANCE)
                                    .valueType(ByteArrayDataType.INSTANCE)));
        }
        List<Long> logs = ChangeLog.numbers(directory);
        for (long number : logs) {
            ChangeLog.read(directory, number, batch -> Changes.replay(batch, tables));
        }
        long last = logs.isEmpty() ? 0 : logs.get(logs.size() - 1);
        save(last);
        changeLog = ChangeLog.create(directory, last + 1);
    }

    private void save(long upto) throws IOException {
        store.commit();
        store.sync();
        ChangeLog.delete(directory, upto);
    }

    /** The tables. */
    Map<Table, MVMap<byte[], byte[]>> tables() {
        return tables;
    }

    /** The tables' store, which knows who reads what. */
    MVStore store() {
        return store;
    }

    /** Appends changes to the log and returns when they are on disk; if that fails, nothing is appended. */
    void append(ByteBuffer changes) throws IOException {
        changeLog.append(changes);
    }

    /** Bytes of the log since {@link #rotate}. */
    long logSize() {
        return changeLog.size();
    }

    /** Starts a new log; the changes in the old ones, up to the number that is returned, are ready for a checkpoint. */
    long rotate() throws IOException {
        ChangeLog old = changeLog;
        changeLog = ChangeLog.create(directory, old.number() + 1);
        old.close();
        return old.number();
    }

    /** Writes the tables and removes the logs that are no longer needed; does some tidying up, too. */
    void checkpoint(long upto) {
        try {
            // A full disk must be met where nothing is lost by it: when a log is appended to.
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < FREE_SPACE_NEEDED) {
                log.warn("{} has {} bytes left: changes stay in the log until there is space", directory, free);
                return;
            }
            save(upto);
            compact();
        } catch (IOException | RuntimeException e) {
            log.error("The tables in {} cannot be written; nothing is lost, restart when it is cured", directory, e);
        }
    }

    private void compact() {
        if (file.getChunksFillRate() < LIVE_SHARE && store.compact(LIVE_SHARE, COMPACTION_BYTES)) {
            store.commit();
            store.sync();
        }
        if (file.getFillRate() < LIVE_SHARE) {
            store.compactFile(COMPACTION_MILLIS);
        }
    }

    /** Closes the files as they are, like a crash. */
    void abandon() {
        store.closeImmediately();
        file.close();
    }

    /** Writes everything and closes the files. */
    @Override
    public void close() {
        try {
            changeLog.close();
            save(changeLog.number());
            store.close(COMPACTION_AT_CLOSE_MILLIS);
        } catch (IOException | RuntimeException e) {
            log.warn("{} was not closed properly; it will be repaired when it is opened", directory, e);
            store.closeImmediately();
        } finally {
            file.close();
        }
    }
}
