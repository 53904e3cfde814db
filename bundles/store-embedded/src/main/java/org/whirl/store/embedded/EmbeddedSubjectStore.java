package org.whirl.store.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.whirl.store.embedded.Index.Row;

/** Subjects and limits in the embedded database. */
@Component(property = "provider=embedded")
public final class EmbeddedSubjectStore implements SubjectStore {
    private static final byte[] NOTHING = {};

    private final EmbeddedDatabase database;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Publishes the store. */
    @Activate
    public EmbeddedSubjectStore(@Reference EmbeddedDatabase database) {
        this.database = database;
        if (database.index(Table.NAMESPACES).isEmpty()
                && !database.index(Table.SUBJECTS).isEmpty()) {
            database.write(0, this::indexNamespaces).toCompletableFuture().join();
        }
    }

    /** Databases of earlier versions have no table of namespaces. */
    private Void indexNamespaces(Changes changes) {
        changes.index(Table.SUBJECTS)
                .ascending(0, Integer.MAX_VALUE)
                .forEach(row -> index(stored(name(row), row.value()).value(), changes));
        return null;
    }

    private static String name(Row row) {
        return new String(row.key(), StandardCharsets.UTF_8);
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

    @Override
    public CompletionStage<Optional<Credential>> findByNamespace(String namespace) {
        return listByNamespace(namespace).thenApply(subjects -> subjects.stream()
                .reduce((one, greater) -> greater)
                .flatMap(subject -> subject.namespaces().stream()
                        .filter(key -> key.namespace().equals(namespace))
                        .findFirst()
                        .map(key -> new Credential(subject, key, limits(namespace)))));
    }

    @Override
    public CompletionStage<List<Subject>> listByNamespace(String namespace) {
        return database.read(() -> {
            Key prefix = Key.of(namespace);
            int length = prefix.bytes().length;
            return database.index(Table.NAMESPACES).keys(prefix.range(), Integer.MAX_VALUE).stream()
                    .map(key -> Key.text(key, length))
                    .flatMap(this::subject)
                    .toList();
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
        return ownLimits(namespace).orElse(NamespaceLimits.NONE);
    }

    private Optional<NamespaceLimits> ownLimits(String namespace) {
        return Optional.ofNullable(database.get(Table.LIMITS, key(namespace)))
                .map(document -> LimitsJson.readNamespace(Json.parseTrusted(document)));
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
        return changed(database.write(document.length, changes -> {
            Optional<byte[]> old = Optional.ofNullable(changes.get(Table.SUBJECTS, key));
            Optional<Revision> current = old.map(record -> Revision.read(ByteBuffer.wrap(record)));
            Revision.check(current, revision);
            old.ifPresent(record -> unindex(stored(subject.name(), record).value(), changes));
            index(subject, changes);
            Revision next = Revision.after(current.map(Revision::generation).orElse(0L));
            ByteBuffer record = ByteBuffer.allocate(Revision.LENGTH + document.length);
            next.write(record);
            changes.put(Table.SUBJECTS, key, record.put(document).array());
            return new Stored<>(subject, next.toString());
        }));
    }

    @Override
    public CompletionStage<Void> delete(String subject, String revision) {
        byte[] key = key(subject);
        return changed(database.write(key.length, changes -> {
            byte[] record = changes.get(Table.SUBJECTS, key);
            Revision.check(
                    Optional.ofNullable(record).map(bytes -> Revision.read(ByteBuffer.wrap(bytes))),
                    Optional.of(revision));
            unindex(stored(subject, record).value(), changes);
            changes.remove(Table.SUBJECTS, key);
            return null;
        }));
    }

    private static void index(Subject subject, Changes changes) {
        for (NamespaceKey namespace : subject.namespaces()) {
            changes.put(Table.CREDENTIALS, credentialKey(subject.name(), namespace), NOTHING);
            changes.put(Table.NAMESPACES, namespaceKey(subject.name(), namespace), NOTHING);
        }
    }

    private static void unindex(Subject subject, Changes changes) {
        for (NamespaceKey namespace : subject.namespaces()) {
            changes.remove(Table.CREDENTIALS, credentialKey(subject.name(), namespace));
            changes.remove(Table.NAMESPACES, namespaceKey(subject.name(), namespace));
        }
    }

    private static byte[] namespaceKey(String subject, NamespaceKey namespace) {
        return Key.of(namespace.namespace()).raw(key(subject)).bytes();
    }

    private static byte[] credentialKey(String subject, NamespaceKey namespace) {
        return Key.of(namespace.uuid().toLowerCase(Locale.ROOT))
                .raw(key(subject))
                .bytes();
    }

    @Override
    public CompletionStage<List<Subject>> list(int skip, int limit) {
        return database.read(() -> database.index(Table.SUBJECTS).ascending(skip, limit).stream()
                .map(row -> stored(name(row), row.value()).value())
                .toList());
    }

    @Override
    public CompletionStage<Optional<NamespaceLimits>> getLimits(String namespace) {
        return database.read(() -> ownLimits(namespace));
    }

    @Override
    public CompletionStage<Void> putLimits(String namespace, NamespaceLimits limits) {
        byte[] document = Json.bytes(LimitsJson.write(limits));
        return changed(database.write(document.length, changes -> {
            changes.put(Table.LIMITS, key(namespace), document);
            return null;
        }));
    }

    @Override
    public CompletionStage<Boolean> deleteLimits(String namespace) {
        byte[] key = key(namespace);
        return changed(database.write(key.length, changes -> {
            boolean known = changes.get(Table.LIMITS, key) != null;
            changes.remove(Table.LIMITS, key);
            return known;
        }));
    }

    @Override
    public AutoCloseable changes(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private <T> CompletionStage<T> changed(CompletionStage<T> change) {
        return change.thenApply(result -> {
            listeners.forEach(Runnable::run);
            return result;
        });
    }
}
