package org.whirl.runtime.nativecode;

import org.whirl.spi.conformance.ProxyFiles;

/** The proxy that all tests of this module start. */
final class NativeProxy {
    static final ProxyFiles FILES = ProxyFiles.of(new NativeRuntime());

    private NativeProxy() {}
}
