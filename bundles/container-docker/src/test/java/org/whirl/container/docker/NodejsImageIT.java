package org.whirl.container.docker;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.whirl.runtime.nodejs.NodejsRuntime;
import org.whirl.spi.conformance.ProxyLauncher;
import org.whirl.spi.conformance.RuntimeConformance;
import org.whirl.spi.conformance.SampleCode;

/** The image in a container as actions get it. */
public final class NodejsImageIT extends RuntimeConformance {
    private static DockerContainerFactory factory;

    @BeforeClass
    public static void open() {
        Stand.requireEngine();
        factory = new DockerContainerFactory(Stand.settings("conformancenodejs"));
    }

    @AfterClass
    public static void close() {
        factory.close();
    }

    @Override
    protected ProxyLauncher launcher() {
        return environment -> new ContainerTarget(factory, Stand.NODEJS, 1024, environment);
    }

    @Override
    protected SampleCode samples() {
        return SampleCode.of(NodejsRuntime.class, "js");
    }
}
