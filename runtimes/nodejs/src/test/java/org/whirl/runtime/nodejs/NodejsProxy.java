package org.whirl.runtime.nodejs;

import org.whirl.spi.conformance.ProxyFiles;

/** The proxy that all tests of this module start. */
final class NodejsProxy {
    static final ProxyFiles FILES = ProxyFiles.of(new NodejsRuntime());

    private NodejsProxy() {}
}
