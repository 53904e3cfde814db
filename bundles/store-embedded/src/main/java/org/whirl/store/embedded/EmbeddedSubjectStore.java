package org.whirl.store.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.NamespaceLimits;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.json.Json;
import org.whirl.spi.json.LimitsJson;
import org.whirl.spi.json.SubjectJson;
import org.whirl.spi.store.Stored;
import org.whirl.spi.store.SubjectStore;

/** Subjects and limits in the embedded database. */
@Component(property = "provider=embedded")
public final class EmbeddedSubjectStore implements SubjectStore {
    private static final byte[] NOTHING = {};

    private final EmbeddedDatabase database;

    /** Publishes the store. */
    @Activate
    public EmbeddedSubjectStore(@Reference EmbeddedDatabase database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Optional<Credential>> findByUuid(String uuid) {
        return database.read(() -> {
            String lower = uuid.toLowerCase(Locale.ROOT);
            List<Credential> found = database
                    .index(Table.CREDENTIALS)
                    .keys(Key.of(lower).range(), 2)
                    .stream()
                    .map(key -> Key.text(key, lower.length() + 1))
                    .flatMap(this::subject)
                    .flatMap(subject -> credentials(subject, uuid))
                    .toList();
            if (found.size() > 1) {
                throw new WhirlException(Kind.INTERNAL, "There was an internal server error.");
            }
            return found.stream().findFirst();
        });
    }

    private Stream<Subject> subject(String name) {
        return Stream.ofNullable(database.get(Table.SUBJECTS, key(name)))
                .map(record -> stored(name, record).value());
    }

    private Stream<Credential> credentials(Subject subject, String uuid) {
        return subject.namespaces().stream()
                .filter(key -> key.uuid().equalsIgnoreCase(uuid))
                .map(key -> new Credential(subject, key, limits(key.namespace())));
    }

    private NamespaceLimits limits(String namespace) {
        byte[] limits = database.get(Table.LIMITS, key(namespace));
        return limits == null ? NamespaceLimits.NONE : LimitsJson.readNamespace(Json.parseTrusted(limits));
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static Stored<Subject> stored(String name, byte[] record) {
        ByteBuffer buffer = ByteBuffer.wrap(record);
        Revision revision = Revision.read(buffer);
        byte[] document = new byte[buffer.remaining()];
        buffer.get(document);
        try {
            return new Stored<>(SubjectJson.readDocument(name, Json.parseTrusted(document)), revision.toString());
        } catch (RuntimeException e) {
            throw WhirlException.corrupted(e);
        }
    }

    @Override
    public CompletionStage<Optional<Stored<Subject>>> get(String subject) {
        return database.read(() ->
                Optional.ofNullable(database.get(Table.SUBJECTS, key(subject))).map(record -> stored(subject, record)));
    }

    @Override
    public CompletionStage<Stored<Subject>> put(Subject subject, Optional<String> revision) {
        byte[] key = key(subject.name());
        byte[] document = Json.bytes(SubjectJson.writeDocument(subject));
        return database.write(document.length, changes -> {
            Optional<byte[]> old = Optional.ofNullable(changes.get(Table.SUBJECTS, key));
            Optional<Revision> current = old.map(record -> Revision.read(ByteBuffer.wrap(record)));
            Revision.check(current, revision);
            old.ifPresent(record -> stored(subject.name(), record)
                    .value()
                    .namespaces()
                    .forEach(namespace -> changes.remove(Table.CREDENTIALS, credentialKey(subject.name(), namespace))));
            subject.namespaces()
                    .forEach(namespace ->
                            changes.put(Table.CREDENTIALS, credentialKey(subject.name(), namespace), NOTHING));
            Revision next = Revision.after(current.map(Revision::generation).orElse(0L));
            ByteBuffer record = ByteBuffer.allocate(Revision.LENGTH + document.length);
            next.write(record);
            changes.put(Table.SUBJECTS, key, record.put(document).array());
            return new Stored<>(subject, next.toString());
        });
    }

    private static byte[] credentialKey(String subject, NamespaceKey namespace) {
        return Key.of(namespace.uuid().toLowerCase(Locale.ROOT))
                .raw(key(subject))
                .bytes();
    }

    @Override
    public CompletionStage<List<Subject>> list(int skip, int limit) {
        return database.read(() -> database.index(Table.SUBJECTS).ascending(skip, limit).stream()
                .map(row -> stored(new String(row.key(), StandardCharsets.UTF_8), row.value())
                        .value())
                .toList());
    }

    @Override
    public CompletionStage<Void> putLimits(String namespace, NamespaceLimits limits) {
        byte[] document = Json.bytes(LimitsJson.write(limits));
        return database.write(document.length, changes -> {
            changes.put(Table.LIMITS, key(namespace), document);
            return null;
        });
    }
}
