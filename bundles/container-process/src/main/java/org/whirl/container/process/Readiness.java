package org.whirl.container.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Watches, on the clock's thread, for a port to open. */
final class Readiness {
    /** How the wait ended. */
    enum Result {
        /** It takes connections. */
        READY,
        /** The process has ended before. */
        ENDED,
        /** The time is up. */
        LATE
    }

    private static final Duration FIRST_STEP = Duration.ofMillis(2);
    private static final Duration LATER_STEP = Duration.ofMillis(20);
    private static final long IMPATIENT_NANOS = Duration.ofMillis(500).toNanos();

    private final Clock clock;
    private final Duration timeout;

    Readiness(Clock clock, Duration timeout) {
        this.clock = clock;
        this.timeout = timeout;
    }

    CompletableFuture<Result> await(InetSocketAddress address, BooleanSupplier alive) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        step(address, alive, System.nanoTime(), result);
        return result;
    }

    private void step(
            InetSocketAddress address, BooleanSupplier alive, long started, CompletableFuture<Result> result) {
        long elapsed = System.nanoTime() - started;
        if (!alive.getAsBoolean()) {
            result.complete(Result.ENDED);
        } else if (accepts(address)) {
            result.complete(Result.READY);
        } else if (elapsed > timeout.toNanos()) {
            result.complete(Result.LATE);
        } else {
            Duration pause = elapsed < IMPATIENT_NANOS ? FIRST_STEP : LATER_STEP;
            clock.schedule(pause, () -> step(address, alive, started, result));
        }
    }

    /** Does not wait: on the loopback the kernel says at once whether somebody listens. */
    private static boolean accepts(InetSocketAddress address) {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            return channel.connect(address) || channel.finishConnect();
        } catch (IOException e) {
            return false;
        }
    }
}
