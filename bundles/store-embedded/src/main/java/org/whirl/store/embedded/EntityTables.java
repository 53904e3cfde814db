package org.whirl.store.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.EntityJson;
import org.whirl.spi.json.Json;
import org.whirl.spi.store.EntityQuery;
import org.whirl.store.embedded.Key.KeyRange;

/** How entities lie in the tables, and the writes that keep table and lists in step. */
final class EntityTables {
    private static final byte[] FLOOR = Key.of("generation").bytes();
    private static final byte[] NOTHING = {};

    private EntityTables() {}

    /** The key of an entity. */
    static byte[] key(FullyQualifiedName name) {
        return name.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The code file that an entity uses. */
    static Optional<String> attachment(Entity entity) {
        return entity instanceof Action action && action.exec().code().orElse(null) instanceof Code.Attached attached
                ? Optional.of(CodeFiles.name(attached))
                : Optional.empty();
    }

    /** The list of a collection, or of a package in it. */
    static KeyRange range(EntityQuery query) {
        return query.packageName()
                .map(name -> packageKey(query.collection(), query.namespace(), name))
                .orElseGet(() -> listKey(query.collection(), query.namespace()))
                .range();
    }

    private static Key listKey(EntityCollection collection, String namespace) {
        return Key.of(new byte[] {(byte) collection.ordinal()}).text(namespace);
    }

    private static Key packageKey(EntityCollection collection, String namespace, EntityName packageName) {
        return listKey(collection, namespace).text(packageName.value());
    }

    /** The place of an entity in the list of its namespace, from its place in that of its package. */
    static byte[] listKey(EntityQuery query, byte[] packageKey) {
        int prefix = range(query).from().length;
        byte[] place = Arrays.copyOfRange(packageKey, prefix, packageKey.length);
        return listKey(query.collection(), query.namespace()).raw(place).bytes();
    }

    /** A write, prepared before its turn comes. */
    static final class Put {
        private final Entity entity;
        private final byte[] key;
        private final byte[] document;
        private final byte[] listed;
        private final Optional<String> attachment;

        Put(Entity entity) {
            this.entity = entity;
            key = key(entity.fullyQualifiedName());
            document = Json.bytes(EntityJson.writeDocument(entity));
            listed = Json.bytes(EntityJson.writeDocument(EntityQuery.entry(entity)));
            attachment = attachment(entity);
        }

        int weight() {
            return document.length + listed.length;
        }

        /** Makes the write; answers what was replaced and what is now stored. */
        Written apply(Changes changes, Optional<String> known) {
            Optional<EntityRecord> old =
                    Optional.ofNullable(changes.get(Table.ENTITIES, key)).map(EntityRecord::read);
            Revision.check(old.map(EntityRecord::revision), known);
            long generation = old.map(record -> record.revision().generation()).orElseGet(() -> floor(changes));
            EntityRecord record = new EntityRecord(
                    Revision.after(generation), entity.updated(), entity.collection(), attachment, document);
            old.ifPresent(before -> unlist(changes, entity.fullyQualifiedName(), before));
            Optional<String> unused =
                    old.flatMap(EntityRecord::attachment).filter(name -> !attachment.equals(Optional.of(name)));
            unused.ifPresent(
                    name -> changes.remove(Table.ATTACHMENTS, Key.of(name).bytes()));
            changes.put(Table.ENTITIES, key, record.bytes());
            list(changes, record.collection());
            attachment.ifPresent(
                    name -> changes.put(Table.ATTACHMENTS, Key.of(name).bytes(), key));
            return new Written(unused, record.revision().toString());
        }

        private void list(Changes changes, EntityCollection collection) {
            FullyQualifiedName name = entity.fullyQualifiedName();
            changes.put(
                    Table.ENTITY_LIST,
                    place(listKey(collection, name.path().namespace()), entity.updated(), name),
                    listed);
            name.path()
                    .packageName()
                    .ifPresent(packageName -> changes.put(
                            Table.PACKAGE_LIST,
                            place(packageKey(collection, name.path().namespace(), packageName), entity.updated(), name),
                            NOTHING));
        }
    }

    /** What a write did: the code file that is no longer used, and the new revision. */
    record Written(Optional<String> unused, String revision) {}

    /** Removes an entity; answers its code file. */
    static Optional<String> remove(Changes changes, FullyQualifiedName name, String known) {
        byte[] key = key(name);
        byte[] stored = changes.get(Table.ENTITIES, key);
        if (stored == null) {
            throw WhirlException.staleRevision();
        }
        EntityRecord old = EntityRecord.read(stored);
        Revision.check(Optional.of(old.revision()), Optional.of(known));
        unlist(changes, name, old);
        changes.remove(Table.ENTITIES, key);
        old.attachment()
                .ifPresent(
                        file -> changes.remove(Table.ATTACHMENTS, Key.of(file).bytes()));
        if (old.revision().generation() > floor(changes)) {
            changes.put(Table.NOTES, FLOOR, Key.of(old.revision().generation()).bytes());
        }
        return old.attachment();
    }

    /** The highest generation of whatever was removed: what is made again under an old name has to go on after it. */
    private static long floor(Changes changes) {
        byte[] floor = changes.get(Table.NOTES, FLOOR);
        return floor == null ? 0 : Key.number(floor, 0);
    }

    private static void unlist(Changes changes, FullyQualifiedName name, EntityRecord old) {
        String namespace = name.path().namespace();
        changes.remove(Table.ENTITY_LIST, place(listKey(old.collection(), namespace), old.updated(), name));
        name.path()
                .packageName()
                .ifPresent(packageName -> changes.remove(
                        Table.PACKAGE_LIST,
                        place(packageKey(old.collection(), namespace, packageName), old.updated(), name)));
    }

    private static byte[] place(Key list, long updated, FullyQualifiedName name) {
        return list.number(updated).raw(key(name)).bytes();
    }
}
