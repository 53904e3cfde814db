package org.whirl.runtime.python;

import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.RuntimeConformance;
import org.whirl.spi.conformance.SampleCode;

public class PythonConformanceTest extends RuntimeConformance {
    @Override
    protected ProxyLauncher launcher() {
        return PythonProxy.FILES;
    }

    @Override
    protected SampleCode samples() {
        return SampleCode.of(PythonRuntime.class, "py");
    }
}
