package org.whirl.runtime.python;

import org.whirl.spi.conformance.ProxyFiles;

/** The proxy that all tests of this module start. */
final class PythonProxy {
    static final ProxyFiles FILES = ProxyFiles.of(new PythonRuntime());

    private PythonProxy() {}
}
