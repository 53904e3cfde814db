package org.whirl.runtime.java;

import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.RuntimeConformance;
import org.whirl.spi.conformance.SampleCode;

public class JavaConformanceTest extends RuntimeConformance {
    @Override
    protected ProxyLauncher launcher() {
        return JavaProxy.FILES;
    }

    @Override
    protected SampleCode samples() {
        return SampleCode.of(JavaRuntime.class, "java");
    }
}
