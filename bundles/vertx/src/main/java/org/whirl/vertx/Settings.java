package org.whirl.vertx;

/** How the one Vert.x instance is made; checked here so that a wrong value is reported at start, with its key. */
record Settings(int eventLoops, int workers, boolean nativeTransport) {

    private static final int MOST_THREADS = 256;

    Settings {
        requireThreads("event.loops", eventLoops);
        requireThreads("workers", workers);
    }

    static Settings of(VertxPublisher.Config config) {
        int eventLoops = config.event_loops() == 0 ? Runtime.getRuntime().availableProcessors() : config.event_loops();
        return new Settings(eventLoops, config.workers(), config.native_transport());
    }

    private static void requireThreads(String key, int count) {
        if (count < 1 || count > MOST_THREADS) {
            throw new IllegalArgumentException(
                    key + " must be a number from 1 to " + MOST_THREADS + " but is " + count);
        }
    }
}
