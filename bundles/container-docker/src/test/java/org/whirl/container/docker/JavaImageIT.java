package org.whirl.container.docker;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.whirl.runtime.java.JavaRuntime;
import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.RuntimeConformance;
import org.whirl.spi.conformance.SampleCode;

/** The image in a container as actions get it. */
public final class JavaImageIT extends RuntimeConformance {
    private static DockerContainerFactory factory;

    @BeforeClass
    public static void open() {
        Stand.requireEngine();
        factory = new DockerContainerFactory(Stand.settings("conformancejava"));
    }

    @AfterClass
    public static void close() {
        factory.close();
    }

    @Override
    protected ProxyLauncher launcher() {
        return environment -> new ContainerTarget(factory, Stand.JAVA, 2048, environment);
    }

    @Override
    protected SampleCode samples() {
        return SampleCode.of(JavaRuntime.class, "java");
    }
}
