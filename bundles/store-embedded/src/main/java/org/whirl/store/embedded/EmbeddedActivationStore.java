package org.whirl.store.embedded;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.store.ActivationQuery;
import org.whirl.spi.store.ActivationStore;
import org.whirl.store.embedded.ActivationTables.Entry;
import org.whirl.store.embedded.Index.Row;

/** Records of activations in the embedded database. */
@Component(property = "provider=embedded")
public final class EmbeddedActivationStore implements ActivationStore {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedActivationStore.class);

    private final EmbeddedDatabase database;
    private final Optional<Retention> retention;

    /** Publishes the store. */
    @Activate
    public EmbeddedActivationStore(@Reference EmbeddedDatabase database) {
        this.database = database;
        retention = database.settings().retention().map(age -> new Retention(database, age));
    }

    @Override
    public CompletionStage<Void> put(Activation activation) {
        ActivationTables.Put put = new ActivationTables.Put(activation);
        return database.write(put.weight(), put::apply);
    }

    @Override
    public CompletionStage<Optional<Activation>> get(String namespace, ActivationId id) {
        return database.read(() -> {
            byte[] key = ActivationTables.idKey(namespace, id);
            // Between the two looks the record may be replaced by one with another start.
            return look(key).or(() -> look(key)).map(ActivationTables::parse);
        });
    }

    private Optional<byte[]> look(byte[] idKey) {
        return Optional.ofNullable(database.get(Table.ACTIVATION_IDS, idKey))
                .map(value -> Entry.read(idKey, value))
                .map(entry -> database.get(Table.ACTIVATIONS, entry.recordKey()));
    }

    @Override
    public CompletionStage<List<Activation>> list(ActivationQuery query) {
        return page(
                query,
                row -> database.get(
                        Table.ACTIVATIONS, ActivationTables.entry(query, row).recordKey()));
    }

    @Override
    public CompletionStage<List<Activation>> listSummaries(ActivationQuery query) {
        return page(
                query,
                row -> query.name().isEmpty()
                        ? row.value()
                        : database.get(
                                Table.ACTIVATION_LIST,
                                ActivationTables.entry(query, row).listKey()));
    }

    private CompletionStage<List<Activation>> page(ActivationQuery query, Function<Row, byte[]> document) {
        return database.read(() -> database
                .index(ActivationTables.table(query))
                .descending(ActivationTables.range(query), query.skip(), query.limit())
                .stream()
                .flatMap(row -> Stream.ofNullable(document.apply(row)))
                .flatMap(EmbeddedActivationStore::parse)
                .toList());
    }

    /** One record that cannot be read does not make the others of its page unreadable. */
    private static Stream<Activation> parse(byte[] document) {
        try {
            return Stream.of(ActivationTables.parse(document));
        } catch (WhirlException e) {
            log.warn("A record is left out of a list", e);
            return Stream.empty();
        }
    }

    @Override
    public CompletionStage<Long> count(ActivationQuery query) {
        if (query.since().isPresent()
                && query.upto().isPresent()
                && query.since().get() > query.upto().get()) {
            return CompletableFuture.completedFuture(0L);
        }
        return database.read(() -> Math.max(
                0, database.index(ActivationTables.table(query)).count(ActivationTables.range(query)) - query.skip()));
    }

    /** Ends the removal of old records. */
    @Deactivate
    void close() {
        retention.ifPresent(Retention::close);
    }
}
