package org.whirl.spi.container;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/** One isolated place that serves {@code /init} and {@code /run}. */
public interface Container {
    /** How a container ended. */
    enum Exit {
        /** Its process ended or was ended. */
        ENDED,
        /** It used more memory than allowed. */
        OUT_OF_MEMORY
    }

    /** Name that operators find it by. */
    String id();

    /** Where its proxy listens. */
    InetSocketAddress address();

    /** Freezes all its processes. */
    CompletionStage<Void> pause();

    /** Thaws them. */
    CompletionStage<Void> resume();

    /** Ends all its processes at once and frees what it holds; never fails, may be called again. */
    CompletionStage<Void> destroy();

    /** Completes when its main process is gone, for whatever reason, and all it wrote has been handed on. */
    CompletionStage<Exit> exited();
}
