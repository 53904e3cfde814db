package org.whirl.container.process;

import java.io.IOException;
import java.nio.file.Path;
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

/** Containers that are sandboxed local processes, for development: no Docker is needed. */
@Component(configurationPid = "org.whirl.container.process", property = "provider=process")
@Designate(ocd = ProcessContainerFactory.Config.class)
public final class ProcessContainerFactory implements ContainerFactory {

    @ObjectClassDefinition(name = "Process containers")
    public @interface Config {
        @AttributeDefinition(description = "Folder for working directories; empty means 'containers' below karaf.data")
        String directory() default "";

        @AttributeDefinition(description = "Milliseconds a proxy may take until it accepts connections")
        long start_timeout() default 10_000;

        @AttributeDefinition(
                description = "auto: the strongest that works; required: nothing without namespaces; none: limits only")
        String isolation() default "auto";

        @AttributeDefinition(description = "Port of the proxies, each at an address of its own; another if it is taken")
        int port() default 8080;

        @AttributeDefinition(description = "Most processes and threads of a container")
        int pids_limit() default 512;

        @AttributeDefinition(description = "Most megabytes in one file")
        long file_size_limit() default 512;

        @AttributeDefinition(description = "Most open files of a process")
        int open_files_limit() default 1024;

        @AttributeDefinition(description = "Most megabytes in the private /tmp of a container")
        int tmp_size() default 64;

        @AttributeDefinition(description = "Files and folders hidden from containers, besides Karaf's own")
        String[] hidden_paths() default {};

        @AttributeDefinition(description = "Lowest user id for containers, which use 16777216 from there on")
        int user_first() default 2_000_000_000;

        @AttributeDefinition(description = "Containers started at the same time; 0 means two for each processor")
        int start_concurrency() default 0;

        @AttributeDefinition(description = "Container starts that may wait for their turn; more are refused")
        int start_queue() default 256;

        @AttributeDefinition(description = "Control group above those of containers; empty uses none")
        String cgroup() default "whirl";
    }

    private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

    private final ProcessContainers containers;

    @Activate
    public ProcessContainerFactory(Config config) throws IOException {
        this(Settings.of(config));
    }

    ProcessContainerFactory(Settings settings) throws IOException {
        Optional<ControlGroups> groups = ControlGroups.find(CONTROL_GROUPS, settings.controlGroup());
        containers = new ProcessContainers(settings, new Places(settings, groups), Optional.empty());
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
