package org.whirl.controller;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes the answers of a store in memory come a moment later and on another thread, as those of real ones do. */
final class SlowStore {
    private static final Executor LATER = CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS);

    private SlowStore() {}

    static <S> S of(Class<S> type, S store) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Object result = method.invoke(store, arguments);
            return result instanceof CompletionStage<?> stage ? later(stage) : result;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static <R> CompletionStage<R> later(CompletionStage<R> stage) {
        CompletableFuture<R> result = new CompletableFuture<>();
        LATER.execute(() -> stage.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        }));
        return result;
    }
}
