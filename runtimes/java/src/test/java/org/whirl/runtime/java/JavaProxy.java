package org.whirl.runtime.java;

import org.whirl.spi.conformance.ProxyFiles;

/** The proxy that all tests of this module start. */
final class JavaProxy {
    static final ProxyFiles FILES = ProxyFiles.of(new JavaRuntime());

    private JavaProxy() {}
}
