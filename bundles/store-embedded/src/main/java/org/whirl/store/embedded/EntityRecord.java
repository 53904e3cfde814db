package org.whirl.store.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.json.EntityJson;
import org.whirl.spi.json.Json;
import org.whirl.spi.store.Stored;

/**
 * An entity as it is stored: what a later write has to know of it, without reading its document, and the document.
 *
 * @param revision which write made it
 * @param updated its place in lists
 * @param collection the lists it is in
 * @param attachment its code file
 * @param document its JSON
 */
record EntityRecord(
        Revision revision, long updated, EntityCollection collection, Optional<String> attachment, byte[] document) {
    private static final int FIXED_LENGTH = Revision.LENGTH + Long.BYTES + 2;

    static EntityRecord read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Revision revision = Revision.read(buffer);
        long updated = buffer.getLong();
        EntityCollection collection = EntityCollection.values()[buffer.get()];
        byte[] attachment = new byte[buffer.get()];
        buffer.get(attachment);
        byte[] document = new byte[buffer.remaining()];
        buffer.get(document);
        Optional<String> name = Optional.of(new String(attachment, StandardCharsets.US_ASCII));
        return new EntityRecord(revision, updated, collection, name.filter(text -> !text.isEmpty()), document);
    }

    byte[] bytes() {
        byte[] name = attachment.orElse("").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.allocate(FIXED_LENGTH + name.length + document.length);
        revision.write(buffer);
        return buffer.putLong(updated)
                .put((byte) collection.ordinal())
                .put((byte) name.length)
                .put(name)
                .put(document)
                .array();
    }

    /** The entity; fails with {@code INTERNAL} when it cannot be read. */
    Stored<Entity> entity() {
        return new Stored<>(parse(document), revision.toString());
    }

    static Entity parse(byte[] document) {
        try {
            return EntityJson.readDocument(Json.parseTrusted(document));
        } catch (RuntimeException e) {
            throw WhirlException.corrupted(e);
        }
    }
}
