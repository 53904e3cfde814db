package org.whirl.controller.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

/** The body of one request, read as it comes in and never beyond its limit. Lives on the request's event loop. */
final class RequestBody {
    private static final String CONTINUE = "100-continue";

    /** Memory for a body of unknown length is taken in steps. */
    private static final long STEP = 1024 * 1024;

    /** An oversized body is read and thrown away up to here, so that its sender gets to read the refusal. */
    private static final long MOST_SKIPPED = 128L * 1024 * 1024;

    private final Context context = Vertx.currentContext();
    private final HttpServerRequest request;
    private final BodyMemory memory;
    private final long declared;
    private final CompletableFuture<byte[]> complete = new CompletableFuture<>();
    private Buffer buffer = Buffer.buffer(0);
    private long received;
    private long counted;
    private boolean owned;
    private boolean started;
    private boolean ended;
    private long lastProgress;

    RequestBody(HttpServerRequest request, BodyMemory memory, long now) {
        this.request = request;
        this.memory = memory;
        this.declared = declaredLength(request.getHeader(HttpHeaders.CONTENT_LENGTH));
        this.lastProgress = now;
    }

    private static long declaredLength(String header) {
        try {
            return header == null ? -1 : Long.parseLong(header.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Fails with {@code TOO_LARGE} when the client announces more. */
    void requireDeclared(long limit) {
        if (declared > limit) {
            throw tooLarge(declared, limit);
        }
    }

    /** Reads the whole body; fails with {@code TOO_LARGE} as soon as there is too much of it. May be called anywhere. */
    CompletionStage<byte[]> read(long limit) {
        requireDeclared(limit);
        if (Vertx.currentContext() == context) {
            begin(limit);
        } else {
            context.runOnContext(now -> begin(limit));
        }
        return complete;
    }

    private void begin(long limit) {
        if (started || request.isEnded()) {
            complete.completeExceptionally(new IllegalStateException("the body is gone already"));
            return;
        }
        try {
            if (declared > BodyMemory.UNCOUNTED) {
                count(declared);
            }
        } catch (WhirlException e) {
            complete.completeExceptionally(e);
            return;
        }
        if (isExpected()) {
            request.response().writeContinue();
        }
        listen(limit);
    }

    private boolean isExpected() {
        return CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    /** Whether its sender waits to be asked for it and never was: nobody knows whether it still comes. */
    boolean isUncertain() {
        return !started && isExpected();
    }

    private void listen(long limit) {
        started = true;
        request.exceptionHandler(failure -> refuse(new RefusedException(400, "The request ended before its end.")));
        request.handler(chunk -> take(chunk, limit));
        request.endHandler(end -> finish());
        request.resume();
    }

    private void take(Buffer chunk, long limit) {
        lastProgress = System.currentTimeMillis();
        received += chunk.length();
        if (complete.isDone()) {
            skipped();
        } else if (received > limit) {
            refuse(tooLarge(received, limit));
        } else {
            keep(chunk);
        }
    }

    private void keep(Buffer chunk) {
        if (received > BodyMemory.UNCOUNTED && received > counted) {
            try {
                count(Math.max(received - counted, STEP));
            } catch (WhirlException e) {
                refuse(e);
                return;
            }
        }
        if (buffer.length() == 0) {
            buffer = chunk;
        } else {
            // The first chunk is the connection's; what is appended to is our own, large enough from the start.
            if (!owned) {
                owned = true;
                buffer = Buffer.buffer((int) Math.max(declared, 2L * received)).appendBuffer(buffer);
            }
            buffer.appendBuffer(chunk);
        }
    }

    private void refuse(RuntimeException failure) {
        buffer = Buffer.buffer(0);
        complete.completeExceptionally(failure);
    }

    private void count(long bytes) {
        memory.take(bytes);
        counted += bytes;
    }

    private void finish() {
        ended = true;
        byte[] bytes = buffer.getBytes();
        buffer = Buffer.buffer(0);
        complete.complete(bytes);
    }

    /** Lets the rest of a body that nobody reads run by, for the next request on this connection comes after it. */
    void skip() {
        if (!started && !request.isEnded()) {
            complete.completeExceptionally(new IllegalStateException("answered before the body was read"));
            listen(0);
        }
    }

    private void skipped() {
        if (received > MOST_SKIPPED) {
            request.connection().close();
        }
    }

    /** Keeps what comes in for later, when the handlers have nothing to do with it yet. */
    void hold() {
        if (!started && !request.isEnded()) {
            request.pause();
        }
    }

    /** Gives back the memory counted for it. */
    void release() {
        memory.giveBack(counted);
        counted = 0;
    }

    boolean isEnded() {
        return ended || request.isEnded();
    }

    /** Whether it is being read and its sender has been silent since before that time. */
    boolean isStalled(long since) {
        return started && !isEnded() && lastProgress < since;
    }

    private static WhirlException tooLarge(long bytes, long limit) {
        return new WhirlException(Kind.TOO_LARGE, "Request larger than allowed: " + bytes + " > " + limit + " bytes.");
    }
}
