package org.whirl.spi.conformance;

import java.net.InetSocketAddress;

/** A running proxy under test, wherever it runs: as a process here, in a Docker container elsewhere. */
public interface ProxyTarget extends AutoCloseable {
    /** Where it listens. */
    InetSocketAddress address();

    /** All it has written to its standard output so far. */
    String stdout();

    /** All it has written to its standard error so far. */
    String stderr();

    /** Ends it at once; afterwards the output is complete. May be called again. */
    @Override
    void close();
}
