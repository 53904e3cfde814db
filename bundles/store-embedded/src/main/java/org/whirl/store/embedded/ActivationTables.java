package org.whirl.store.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.json.ActivationJson;
import org.whirl.spi.json.Json;
import org.whirl.spi.store.ActivationQuery;
import org.whirl.store.embedded.Index.Row;
import org.whirl.store.embedded.Key.KeyRange;

/**
 * How records of activations lie in the tables. Whole records lie in the order of their start, so that new ones are
 * written and old ones removed at one end each.
 */
final class ActivationTables {
    private static final byte[] NOTHING = {};
    private static final int PLACE = Long.BYTES + 16;

    private ActivationTables() {}

    /** A write, prepared before its turn comes. */
    static final class Put {
        private final Entry entry;
        private final byte[] document;
        private final byte[] summary;

        Put(Activation activation) {
            entry = new Entry(
                    activation.namespace(),
                    place(activation.start(), activation.activationId()),
                    ActivationQuery.nameOf(activation));
            document = Json.bytes(ActivationJson.writeDocument(activation));
            summary = Json.bytes(ActivationJson.writeDocument(summary(activation)));
        }

        int weight() {
            return document.length + summary.length;
        }

        Void apply(Changes changes) {
            byte[] old = changes.get(Table.ACTIVATION_IDS, entry.idKey());
            if (old != null) {
                Entry.read(entry.idKey(), old).remove(changes);
            }
            changes.put(Table.ACTIVATIONS, entry.recordKey(), document);
            changes.put(Table.ACTIVATION_LIST, entry.listKey(), summary);
            changes.put(Table.ACTIVATION_NAMES, entry.nameKey(), NOTHING);
            changes.put(Table.ACTIVATION_IDS, entry.idKey(), entry.idValue());
            return null;
        }
    }

    private static Activation summary(Activation activation) {
        return new Activation(
                activation.namespace(),
                activation.name(),
                activation.version(),
                activation.subject(),
                activation.activationId(),
                activation.start(),
                activation.end(),
                activation.duration(),
                activation.cause(),
                new ActivationResponse(
                        activation.response().outcome(),
                        Optional.empty(),
                        activation.response().size()),
                List.of(),
                activation.annotations());
    }

    private static byte[] place(long start, ActivationId id) {
        return Key.of(start).raw(HexFormat.of().parseHex(id.value())).bytes();
    }

    /**
     * Where one record lies.
     *
     * @param namespace whose it is
     * @param place start and id
     * @param name what it is found by
     */
    record Entry(String namespace, byte[] place, String name) {
        /** From key and value in the table of ids. */
        static Entry read(byte[] idKey, byte[] idValue) {
            byte[] id = Arrays.copyOf(idKey, PLACE - Long.BYTES);
            byte[] place = Key.of(Arrays.copyOf(idValue, Long.BYTES)).raw(id).bytes();
            return new Entry(Key.text(idKey, id.length), place, Key.text(idValue, Long.BYTES));
        }

        /** From the key in the table of records, as far as it says. */
        static Entry read(byte[] recordKey) {
            return new Entry(Key.text(recordKey, PLACE), Arrays.copyOf(recordKey, PLACE), "");
        }

        byte[] recordKey() {
            return Key.of(place).text(namespace).bytes();
        }

        byte[] listKey() {
            return Key.of(namespace).raw(place).bytes();
        }

        byte[] nameKey() {
            return Key.of(namespace).text(name).raw(place).bytes();
        }

        byte[] idKey() {
            return Key.of(Arrays.copyOfRange(place, Long.BYTES, PLACE))
                    .text(namespace)
                    .bytes();
        }

        byte[] idValue() {
            return Key.of(Arrays.copyOf(place, Long.BYTES))
                    .raw(name.getBytes(StandardCharsets.UTF_8))
                    .bytes();
        }

        void remove(Changes changes) {
            changes.remove(Table.ACTIVATIONS, recordKey());
            changes.remove(Table.ACTIVATION_LIST, listKey());
            changes.remove(Table.ACTIVATION_NAMES, nameKey());
            changes.remove(Table.ACTIVATION_IDS, idKey());
        }
    }

    /** The key in the table of ids. */
    static byte[] idKey(String namespace, ActivationId id) {
        return new Entry(namespace, place(0, id), "").idKey();
    }

    /** The table that a query goes through. */
    static Table table(ActivationQuery query) {
        return query.name().isPresent() ? Table.ACTIVATION_NAMES : Table.ACTIVATION_LIST;
    }

    /** The part of that table that it wants. */
    static KeyRange range(ActivationQuery query) {
        KeyRange all = prefix(query).range();
        byte[] from =
                query.since().map(start -> prefix(query).number(start).bytes()).orElse(all.from());
        byte[] to = query.upto()
                .filter(start -> start < Long.MAX_VALUE)
                .map(start -> prefix(query).number(start + 1).bytes())
                .orElse(all.to());
        return new KeyRange(from, to);
    }

    private static Key prefix(ActivationQuery query) {
        Key key = Key.of(query.namespace());
        return query.name().map(key::text).orElse(key);
    }

    /** Where the record of a row lies. */
    static Entry entry(ActivationQuery query, Row row) {
        byte[] key = row.key();
        return new Entry(query.namespace(), Arrays.copyOfRange(key, key.length - PLACE, key.length), "");
    }

    /** Reads a document; fails with {@code INTERNAL} when it cannot be understood. */
    static Activation parse(byte[] document) {
        try {
            return ActivationJson.readDocument(Json.parseTrusted(document));
        } catch (RuntimeException e) {
            throw WhirlException.corrupted(e);
        }
    }
}
