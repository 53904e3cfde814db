package org.whirl.store.embedded;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

/**
 * The database that the three stores of this bundle share. Reads run on the caller's thread and see every write whose
 * stage has completed; writes are queued for one thread.
 */
@Component(
        service = EmbeddedDatabase.class,
        configurationPid = "org.whirl.store.embedded",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = EmbeddedDatabase.Config.class)
public final class EmbeddedDatabase implements AutoCloseable {
    private static final int CALLBACKS = 64;
    private static final long CLOSE_SECONDS = 30;
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** Settings of the store. */
    @ObjectClassDefinition(name = "Embedded store")
    public @interface Config {
        @AttributeDefinition(description = "Folder of the entities, the activation records and the subjects")
        String directory();

        @AttributeDefinition(description = "Hours that activation records are kept; 0 keeps them for ever")
        long activation_retention_hours() default 168;
    }

    private final Settings settings;
    private final Storage storage;
    private final ThreadPoolExecutor callbacks;
    private final ScheduledExecutorService housekeeping;
    private final GroupCommit writer;

    /** Opens the database. */
    @Activate
    public EmbeddedDatabase(Config config) {
        this(Settings.of(config));
    }

    EmbeddedDatabase(Settings settings) {
        this.settings = settings;
        storage = new Storage(settings.directory());
        callbacks = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(CALLBACKS),
                task -> new Thread(task, "store-callbacks"),
                new ThreadPoolExecutor.CallerRunsPolicy());
        housekeeping = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "store-housekeeping"));
        writer = new GroupCommit(storage, callbacks, housekeeping);
        log.info("The store is open in {}", settings.directory());
    }

    /** The settings. */
    Settings settings() {
        return settings;
    }

    /** Runs tasks that must not block. */
    ScheduledExecutorService housekeeping() {
        return housekeeping;
    }

    /** The newest value of a key; null when there is none. To be used in {@link #read} only. */
    byte[] get(Table table, byte[] key) {
        return storage.tables().get(table).get(key);
    }

    /** The ranges of a table. To be used in {@link #read} only. */
    Index index(Table table) {
        return new Index(storage.tables().get(table));
    }

    /** Reads on this thread; a failure becomes that of the stage. */
    <T> CompletionStage<T> read(Supplier<T> reading) {
        try {
            MVStore.TxCounter usage = storage.store().registerVersionUsage();
            try {
                T result = reading.get();
                if (storage.store().isClosed()) {
                    throw GroupCommit.isClosed();
                }
                return CompletableFuture.completedFuture(result);
            } finally {
                storage.store().deregisterVersionUsage(usage);
            }
        } catch (MVStoreException e) {
            return CompletableFuture.failedFuture(unavailable(e));
        } catch (WhirlException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Writes; the stage completes when the changes are on disk.
     *
     * @param weight bytes it will write, roughly
     */
    <T> CompletionStage<T> write(int weight, GroupCommit.Work<T> work) {
        return writer.submit(weight, work);
    }

    static WhirlException unavailable(MVStoreException cause) {
        return new WhirlException(Kind.UNAVAILABLE, "The store is not available: " + cause.getMessage(), cause);
    }

    /** Finishes the writes that are queued and closes the files. */
    @Deactivate
    @Override
    public void close() {
        writer.close();
        end(housekeeping);
        end(callbacks);
        storage.close();
        log.info("The store in {} is closed", settings.directory());
    }

    private static void end(ExecutorService executor) {
        executor.shutdown();
        try {
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
