package org.whirl.invoker;

import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.Stored;

/**
 * Reads actions and their code. Actions are kept by name and revision, which never change, so nothing needs to be
 * invalidated. Confined to one event loop.
 */
final class ActionLoader {
    private static final int MOST_KEPT = 1_000;
    private static final int SMALL_CODE = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Services services;
    private final Supplier<ArtifactStore> store;
    private final Map<Key, Stored<Action>> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Stored<Action>> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private record Key(FullyQualifiedName name, String revision) {}

    ActionLoader(Vertx vertx, Services services, Supplier<ArtifactStore> store) {
        this.vertx = vertx;
        this.services = services;
        this.store = store;
    }

    /**
     * The action a message names: of the revision it names, else the newest. Fails with {@code NOT_FOUND} when it is
     * gone, with {@code CONFLICT} when something else has taken its name.
     */
    Future<Stored<Action>> load(ActivationMessage message) {
        Optional<Key> key = message.revision().map(revision -> new Key(message.action(), revision));
        Optional<Stored<Action>> known = key.map(kept::get);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        return services.call(store, source -> source.get(message.action()), PATIENCE)
                .map(found -> {
                    Stored<Action> action = found.map(ActionLoader::asAction).orElseThrow(WhirlException::notFound);
                    kept.put(new Key(message.action(), action.revision()), action);
                    return action;
                });
    }

    private static Stored<Action> asAction(Stored<?> stored) {
        if (stored.value() instanceof Action action) {
            return new Stored<>(action, stored.revision());
        }
        throw new WhirlException(
                WhirlException.Kind.CONFLICT, "Resource by this name exists but is not in this collection.");
    }

    /** The code of an action as a JSON text in UTF-8; empty when it has none. */
    Future<byte[]> code(Action action) {
        if (action.exec().code().isEmpty()) {
            return Future.succeededFuture(new byte[0]);
        }
        return services.call(store, source -> source.code(action), PATIENCE)
                .compose(code -> code.length() <= SMALL_CODE
                        ? Future.succeededFuture(quote(code))
                        : vertx.executeBlocking(() -> quote(code), false));
    }

    private static byte[] quote(String code) {
        return Json.bytes(TextNode.valueOf(code));
    }
}
