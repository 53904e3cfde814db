package org.whirl.container.docker;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerFactory;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.runtime.RuntimeManifest;

/**
 * Containers of a Docker Engine. Where process containers are installed too, these have to be chosen: by the invoker's
 * setting {@code Factory.target = (provider=docker)}.
 */
@Component(
        configurationPid = "org.whirl.container.docker",
        property = {"provider=docker", "service.ranking:Integer=-10"})
@Designate(ocd = DockerContainerFactory.Config.class)
public final class DockerContainerFactory implements ContainerFactory {

    @ObjectClassDefinition(name = "Docker containers")
    public @interface Config {
        @AttributeDefinition(
                description = "Socket of the Engine, as unix:///path; empty means DOCKER_HOST or the usual")
        String host() default "";

        @AttributeDefinition(description = "Name of this platform among those that share the Engine; empty makes one")
        String instance() default "";

        @AttributeDefinition(description = "Milliseconds a proxy may take until it accepts connections")
        long start_timeout() default 10_000;

        @AttributeDefinition(description = "Containers started at the same time; 0 means two for each processor")
        int start_concurrency() default 0;

        @AttributeDefinition(description = "Container starts that may wait for their turn; more are refused")
        int start_queue() default 256;

        @AttributeDefinition(description = "Milliseconds new work waits for an Engine that has gone away")
        long engine_wait() default 20_000;

        @AttributeDefinition(description = "Milliseconds a pull or a build of an image may take")
        long image_timeout() default 600_000;

        @AttributeDefinition(description = "Images that users may name, with * for any characters")
        String[] images_allowed() default {"*"};

        @AttributeDefinition(description = "When users' images are pulled: missing (not here yet), or always")
        String images_pull() default "missing";

        @AttributeDefinition(
                description = "Images not of our making: compatible keeps their user and lets them write;"
                        + " strict does not")
        String images_isolation() default "compatible";

        @AttributeDefinition(description = "Subnet for containers, as 10.1.0.0/16; empty finds a free one")
        String network_subnet() default "";

        @AttributeDefinition(description = "Destinations containers cannot reach, besides the host and each other")
        String[] network_denied() default {"169.254.0.0/16"};

        @AttributeDefinition(description = "Name servers for containers; empty means those of the host")
        String[] network_dns() default {};

        @AttributeDefinition(description = "Most processes and threads of a container")
        int pids_limit() default 512;

        @AttributeDefinition(description = "Most open files of a process")
        int open_files_limit() default 1024;

        @AttributeDefinition(
                description = "Most megabytes in /tmp, and in the working folder; never over a quarter of the memory")
        int tmp_size() default 64;

        @AttributeDefinition(description = "Megabytes of memory that have the weight of one processor, 1024 shares")
        int cpu_memory() default 2048;
    }

    private final DockerContainers containers;

    @Activate
    public DockerContainerFactory(Config config) {
        this(Settings.of(config));
    }

    DockerContainerFactory(Settings settings) {
        containers = new DockerContainers(settings);
    }

    @Override
    public CompletionStage<Container> create(ContainerRequest request) {
        return containers.create(request);
    }

    @Override
    public CompletionStage<Optional<String>> prepare(RuntimeManifest manifest) {
        return containers.prepare(manifest);
    }

    @Deactivate
    void close() {
        containers.close();
    }
}
