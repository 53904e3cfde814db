package org.whirl.invoker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.whirl.spi.entity.Action;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.runtime.RuntimeManifest;

/**
 * An activation on its way through the pool.
 *
 * @param message what to run
 * @param action its action, code perhaps still in the store
 * @param runtime the kind's manifest; absent for users' own images
 * @param key which warm containers fit
 * @param attempt how many containers were found dead before it, from 0
 * @param done completes when nothing more is to be done for it
 */
record Job(
        ActivationMessage message,
        Action action,
        Optional<RuntimeManifest> runtime,
        WarmKey key,
        int attempt,
        CompletableFuture<Void> done) {
    /** The same for the next container, after one was found dead. */
    Job again() {
        return new Job(message, action, runtime, key, attempt + 1, done);
    }

    /** How many activations one container may run at once. */
    int concurrency() {
        boolean able = runtime.map(RuntimeManifest::concurrent).orElse(true);
        return able ? action.limits().concurrency() : 1;
    }

    /** Whether the proxy marks the end of an activation's output. */
    boolean sentinelled() {
        return runtime.map(RuntimeManifest::sentinelledLogs).orElse(false);
    }
}
