package org.whirl.store.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

/**
 * The file of the database, read in a way that survives interrupts. A file channel closes when a reading thread is
 * interrupted, and with it the database would be lost for everybody; callers' threads may be interrupted at any time.
 */
final class SharedFile extends SingleFileStore {
    private final RandomAccessFile reader;

    private SharedFile(Path path, int cacheMegabytes) throws IOException {
        super(Map.of("cacheSize", cacheMegabytes));
        open(path.toString(), false, null);
        reader = new RandomAccessFile(path.toFile(), "r");
    }

    static SharedFile open(Path path, int cacheMegabytes) throws IOException {
        return new SharedFile(path, cacheMegabytes);
    }

    @Override
    public ByteBuffer readFully(SFChunk chunk, long position, int length) {
        byte[] bytes = new byte[length];
        synchronized (reader) {
            try {
                reader.seek(position);
                reader.readFully(bytes);
            } catch (IOException e) {
                throw DataUtils.newMVStoreException(
                        DataUtils.ERROR_READING_FAILED,
                        "{0}: {1} bytes at {2} cannot be read",
                        getFileName(),
                        length,
                        position,
                        e);
            }
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() {
        super.close();
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
