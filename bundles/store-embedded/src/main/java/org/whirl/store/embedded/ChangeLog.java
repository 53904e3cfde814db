package org.whirl.store.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A file that batches of changes are appended to before anybody is told that they are made. After a crash the batches
 * since the last checkpoint are read from it. Each is preceded by its length and checksum, so that one that was cut off
 * is noticed.
 */
final class ChangeLog implements Closeable {
    private static final String PREFIX = "changes-";
    private static final int HEADER = 2 * Integer.BYTES;
    /** Java copies what is written into a buffer of the same size, outside of the heap, and keeps it. */
    private static final int SLICE = 1024 * 1024;

    private final FileChannel file;
    private final long number;
    private long size;

    private ChangeLog(FileChannel file, long number) {
        this.file = file;
        this.number = number;
    }

    /** Makes a new log. */
    static ChangeLog create(Path directory, long number) throws IOException {
        Path path = directory.resolve(PREFIX + number);
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        force(directory);
        return new ChangeLog(file, number);
    }

    /** Makes the names of new files in a directory survive a crash. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The numbers of the logs in a directory, in order. */
    static List<Long> numbers(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(PREFIX + "\\d+"))
                    .map(name -> Long.parseLong(name.substring(PREFIX.length())))
                    .sorted()
                    .toList();
        }
    }

    /** Removes the logs up to a number. */
    static void delete(Path directory, long upto) throws IOException {
        for (long number : numbers(directory)) {
            if (number <= upto) {
                Files.delete(directory.resolve(PREFIX + number));
            }
        }
    }

    /** Reads all whole batches of a log. */
    static void read(Path directory, long number, Consumer<ByteBuffer> batches) throws IOException {
        try (FileChannel file = FileChannel.open(directory.resolve(PREFIX + number), StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            while (fill(file, header)) {
                int length = header.getInt();
                if (length < 0 || length > file.size() - file.position()) {
                    return;
                }
                ByteBuffer batch = ByteBuffer.allocate(length);
                if (!fill(file, batch) || checksum(batch) != header.getInt()) {
                    return;
                }
                batches.accept(batch);
                header.clear();
            }
        }
    }

    private static boolean fill(FileChannel file, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    private static int checksum(ByteBuffer batch) {
        CRC32C checksum = new CRC32C();
        checksum.update(batch.duplicate());
        return (int) checksum.getValue();
    }

    /** Appends a batch and returns when it is on disk; if that fails, the log is as before. */
    void append(ByteBuffer batch) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER)
                .putInt(batch.remaining())
                .putInt(checksum(batch))
                .flip();
        try {
            long end = write(batch, write(header, size));
            file.force(false);
            size = end;
        } catch (IOException e) {
            file.truncate(size);
            throw e;
        }
    }

    private long write(ByteBuffer bytes, long position) throws IOException {
        long end = position;
        while (bytes.hasRemaining()) {
            int slice = Math.min(SLICE, bytes.remaining());
            int written = file.write(bytes.slice(bytes.position(), slice), end);
            bytes.position(bytes.position() + written);
            end += written;
        }
        return end;
    }

    /** Bytes so far. */
    long size() {
        return size;
    }

    /** Its place among the logs. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
