package org.whirl.spi.conformance;

import java.util.Map;

/** Starts proxies of one kind. */
@FunctionalInterface
public interface ProxyLauncher {
    /** Starts a fresh one whose process has these environment variables. */
    ProxyTarget start(Map<String, String> environment);
}
