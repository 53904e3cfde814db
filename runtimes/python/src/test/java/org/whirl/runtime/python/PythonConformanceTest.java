package org.whirl.runtime.python;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.whirl.spi.conformance.ProxyFiles;
import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.RuntimeConformance;
import org.whirl.spi.conformance.SampleCode;

public class PythonConformanceTest extends RuntimeConformance {
    private static ProxyFiles files;

    @BeforeClass
    public static void unpack() {
        files = ProxyFiles.of(new PythonRuntime());
    }

    @AfterClass
    public static void delete() {
        files.close();
    }

    @Override
    protected ProxyLauncher launcher() {
        return files;
    }

    @Override
    protected SampleCode samples() {
        return SampleCode.of(PythonRuntime.class, "py");
    }
}
