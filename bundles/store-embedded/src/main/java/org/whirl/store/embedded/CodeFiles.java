package org.whirl.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Code;

/**
 * Code that is too long for the tables, one file for each. A file is written before the document that names it and
 * removed after the last one that did; what a crash leaves behind is swept up at the next start.
 */
final class CodeFiles implements AutoCloseable {
    private static final String SCHEME = "embedded:";
    private static final int THREADS = 2;
    private static final int QUEUE = 1_000;
    private static final long IDLE_SECONDS = 10;
    private static final Logger log = LoggerFactory.getLogger(CodeFiles.class);

    private final Path directory;
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> new Thread(task, "store-code"));

    /** Opens the directory and removes files that nobody uses. */
    CodeFiles(Path directory, Predicate<String> used) {
        this.directory = directory;
        executor.allowCoreThreadTimeOut(true);
        try {
            Files.createDirectories(directory);
            for (String unused : names().stream().filter(used.negate()).toList()) {
                Files.deleteIfExists(directory.resolve(unused));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** The name of the file of attached code. */
    static String name(Code.Attached code) {
        return code.name().startsWith(SCHEME) ? code.name().substring(SCHEME.length()) : code.name();
    }

    /** Writes code to a new file; the stage completes when it is on disk. */
    CompletionStage<Code.Attached> write(String text, String contentType) {
        return run(() -> {
            String name = UUID.randomUUID().toString();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            try {
                writeDurably(directory.resolve(name), bytes);
            } catch (IOException e) {
                throw new WhirlException(Kind.UNAVAILABLE, "The store cannot write: " + e, e);
            }
            return new Code.Attached(
                    SCHEME + name, contentType, Optional.of((long) bytes.length), Optional.of(digest(bytes)));
        });
    }

    private void writeDurably(Path path, byte[] bytes) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            file.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        ChangeLog.force(directory);
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256-"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads code; fails with {@code NOT_FOUND} when its file is gone. */
    CompletionStage<String> read(String name) {
        return run(() -> {
            try {
                return Files.readString(directory.resolve(name));
            } catch (NoSuchFileException e) {
                throw WhirlException.notFound();
            } catch (IOException e) {
                throw WhirlException.corrupted(e);
            }
        });
    }

    /** Removes a file some time soon. */
    void delete(String name) {
        run(() -> {
            try {
                return Files.deleteIfExists(directory.resolve(name));
            } catch (IOException e) {
                log.warn("{} in {} is no longer needed but cannot be removed", name, directory, e);
                return false;
            }
        });
    }

    private <T> CompletionStage<T> run(Supplier<T> task) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    stage.complete(task.get());
                } catch (RuntimeException | OutOfMemoryError e) {
                    stage.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            stage.completeExceptionally(new WhirlException(Kind.UNAVAILABLE, "The store is busy. Try again later.", e));
        }
        return stage;
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
