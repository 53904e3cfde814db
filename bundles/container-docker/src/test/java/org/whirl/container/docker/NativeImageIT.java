package org.whirl.container.docker;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.whirl.runtime.nativecode.NativeConformanceTest;
import org.whirl.spi.conformance.ProxyLauncher;

/** The image in a container as actions get it. */
public final class NativeImageIT extends NativeConformanceTest {
    private static DockerContainerFactory factory;

    @BeforeClass
    public static void open() {
        Stand.requireEngine();
        factory = new DockerContainerFactory(Stand.settings("conformancenative"));
    }

    @AfterClass
    public static void close() {
        factory.close();
    }

    @Override
    protected ProxyLauncher launcher() {
        return environment -> new ContainerTarget(factory, Stand.NATIVE, 1024, environment);
    }
}
