package org.whirl.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import java.net.InetSocketAddress;
import org.whirl.spi.conformance.ProxyTarget;

/** A container as {@code docker run} makes it. */
final class PlainTarget implements ProxyTarget {
    private final Engine engine = new Engine(Stand.HOST);
    private final String id;
    private final InetSocketAddress address;

    PlainTarget(String image) {
        this(image, HostConfig.newHostConfig());
    }

    PlainTarget(String image, HostConfig config) {
        DockerClient docker = engine.commands();
        id = docker.createContainerCmd(image).withHostConfig(config).exec().getId();
        docker.startContainerCmd(id).exec();
        String host = docker.inspectContainerCmd(id)
                .exec()
                .getNetworkSettings()
                .getNetworks()
                .get("bridge")
                .getIpAddress();
        address = new InetSocketAddress(host, 8080);
    }

    String host() {
        return address.getHostString();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String stdout() {
        return "";
    }

    @Override
    public String stderr() {
        return "";
    }

    @Override
    public void close() {
        engine.commands().removeContainerCmd(id).withForce(true).exec();
        engine.close();
    }
}
