package org.whirl.messaging.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.WhirlException;
import org.whirl.spi.json.Json;
import org.whirl.spi.json.MessageJson;
import org.whirl.spi.messaging.ActivationMessage;

/**
 * Keeps messages on disk from their acceptance until they are done. One thread writes: it takes all that has come
 * meanwhile, writes and syncs it at once, then completes all their stages. Removals need no sync of their own: what
 * comes back after a crash although it was done is marked as repeated.
 */
final class Journal {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);
    private static final char SEPARATOR = '\n';

    private final MVStore store;
    private final MVMap<Long, byte[]> messages;
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final Thread writer;
    private long next;

    /** A message to keep, or, without one, the number of a message that is done, or the end. */
    private record Change(String topic, ActivationMessage message, long done, CompletableFuture<Entry> stage) {
        static final Change END = new Change(null, null, -1, null);
    }

    private Journal(MVStore store) {
        this.store = store;
        this.messages = store.openMap("messages");
        this.next = messages.isEmpty() ? 0 : messages.lastKey() + 1;
        this.writer = new Thread(this::write, "whirl-journal");
        writer.setDaemon(true);
    }

    static Journal open(Path directory) {
        Path file = directory.resolve("messages.mv");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of the message journal " + directory, e);
        }
        // Commits are made by the writer alone; small pages suit messages that stay for milliseconds.
        Journal journal = new Journal(new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .cacheSize(1)
                .open());
        journal.writer.start();
        return journal;
    }

    /** Hands on what an earlier run accepted and did not finish, oldest first. */
    void replay(BiConsumer<String, Entry> receiver) {
        int count = 0;
        for (Long number : messages.keyList()) {
            String text = new String(messages.get(number), StandardCharsets.UTF_8);
            int end = text.indexOf(SEPARATOR);
            try {
                ActivationMessage message = (ActivationMessage) MessageJson.read(Json.parse(text.substring(end + 1)));
                receiver.accept(text.substring(0, end), new Entry(message, true, () -> done(number)));
                count++;
            } catch (IOException | RuntimeException e) {
                log.error("Message {} of the journal cannot be read and is dropped", number, e);
                done(number);
            }
        }
        if (count > 0) {
            log.info("{} accepted activations of an earlier run are delivered again", count);
        }
    }

    CompletableFuture<Entry> append(String topic, ActivationMessage message) {
        CompletableFuture<Entry> stage = new CompletableFuture<>();
        changes.add(new Change(topic, message, -1, stage));
        return stage;
    }

    private void done(long number) {
        changes.add(new Change(null, null, number, null));
    }

    private void write() {
        List<Change> batch = new ArrayList<>();
        boolean open = true;
        while (open) {
            try {
                batch.add(changes.take());
            } catch (InterruptedException e) {
                log.warn("The journal was interrupted and takes no more messages");
                return;
            }
            changes.drainTo(batch);
            open = !batch.remove(Change.END);
            write(batch);
            batch.clear();
        }
    }

    private void write(List<Change> batch) {
        List<Runnable> accepted = new ArrayList<>(batch.size());
        try {
            for (Change change : batch) {
                if (change.message() == null) {
                    messages.remove(change.done());
                } else {
                    long number = next++;
                    messages.put(number, bytes(change));
                    accepted.add(() -> change.stage().complete(new Entry(change.message(), false, () -> done(number))));
                }
            }
            store.commit();
            if (!accepted.isEmpty()) {
                store.sync();
            }
        } catch (RuntimeException e) {
            log.error("The message journal cannot be written", e);
            WhirlException unavailable = new WhirlException(
                    WhirlException.Kind.UNAVAILABLE, "The message could not be stored. Try again later.", e);
            batch.stream().filter(change -> change.stage() != null).forEach(change -> change.stage()
                    .completeExceptionally(unavailable));
            return;
        }
        accepted.forEach(Runnable::run);
    }

    private static byte[] bytes(Change change) {
        String text = change.topic() + SEPARATOR + Json.text(MessageJson.write(change.message()));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes what is waiting, then closes the file. */
    void close() {
        changes.add(Change.END);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
