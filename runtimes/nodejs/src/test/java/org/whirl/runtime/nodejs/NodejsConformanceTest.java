package org.whirl.runtime.nodejs;

import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.RuntimeConformance;
import org.whirl.spi.conformance.SampleCode;

public class NodejsConformanceTest extends RuntimeConformance {
    @Override
    protected ProxyLauncher launcher() {
        return NodejsProxy.FILES;
    }

    @Override
    protected SampleCode samples() {
        return SampleCode.of(NodejsRuntime.class, "js");
    }
}
