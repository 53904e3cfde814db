package org.whirl.controller;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.whirl.spi.WhirlException;
import org.whirl.spi.store.ArtifactStore;

/** A store some of whose calls fail. */
final class FaultyStore {
    /** Decides which. */
    @FunctionalInterface
    interface Fault {
        /** The failure of a call, by the method's name and its first argument. */
        Optional<WhirlException> of(String method, Object subject);
    }

    private FaultyStore() {}

    static ArtifactStore of(ArtifactStore store, Fault fault) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Optional<WhirlException> failure = fault.of(method.getName(), arguments[0]);
            return failure.isPresent()
                    ? CompletableFuture.failedFuture(failure.get())
                    : method.invoke(store, arguments);
        };
        return (ArtifactStore) Proxy.newProxyInstance(
                ArtifactStore.class.getClassLoader(), new Class<?>[] {ArtifactStore.class}, handler);
    }
}
