package org.whirl.runtime.nodejs;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.whirl.spi.conformance.ProxyFiles;
import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.RuntimeConformance;
import org.whirl.spi.conformance.SampleCode;

public class NodejsConformanceTest extends RuntimeConformance {
    private static ProxyFiles files;

    @BeforeClass
    public static void unpack() {
        files = ProxyFiles.of(new NodejsRuntime());
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
        return SampleCode.of(NodejsRuntime.class, "js");
    }
}
