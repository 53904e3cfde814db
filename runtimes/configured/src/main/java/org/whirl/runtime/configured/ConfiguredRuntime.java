package org.whirl.runtime.configured;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;

/** A kind that an operator declares with a file {@code etc/org.whirl.runtime-<name>.cfg}, without any build. */
@Component(configurationPid = "org.whirl.runtime", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredRuntime.Config.class, factory = true)
public final class ConfiguredRuntime implements RuntimeProvider {
    /** The keys of the file; an underscore here is a dot there, and a dollar sign is nothing. */
    @ObjectClassDefinition(name = "Runtime kind", description = "A kind of action, served by an image or a command")
    public @interface Config {
        /** Required. */
        @AttributeDefinition(description = "Kind, as family:version in lower case, for example php:8.3")
        String kind();

        /** Needed where containers are images. */
        @AttributeDefinition(description = "Image that serves the kind; needed where containers are images")
        String image() default "";

        /** Needed where containers are processes. */
        @AttributeDefinition(
                description = "Command line that starts the kind's proxy, where containers are processes. Quotes hold"
                        + " words with spaces together. It must listen on PROXY_HOST and PROXY_PORT")
        String command() default "";

        /** Exactly one kind of a family. */
        @AttributeDefinition(name = "default", description = "Whether family:default means this kind")
        boolean default$() default false;

        /** Existing actions stay readable. */
        @AttributeDefinition(description = "Whether its actions can only be read and deleted")
        boolean deprecated() default false;

        /** As for Java or .NET. */
        @AttributeDefinition(description = "Whether an action must name its entry point")
        boolean require_main() default false;

        /** False costs the wait for the end of the logs. */
        @AttributeDefinition(description = "Whether the proxy marks the end of an activation's output")
        boolean sentinelled_logs() default true;

        /** Most proxies break when they get a second activation during the first. */
        @AttributeDefinition(description = "Whether the proxy can run several activations at once")
        boolean concurrent() default false;

        /** Containers started before anybody asks. */
        @AttributeDefinition(description = "How many containers are kept ready")
        int stem_cells_count() default 0;

        /** Only actions with exactly this limit use them. */
        @AttributeDefinition(description = "Megabytes of each container that is kept ready")
        int stem_cells_memory() default 256;
    }

    private final List<RuntimeManifest> manifests;

    /** Fails on a configuration that makes no kind, which leaves the kind unregistered and says so in the log. */
    @Activate
    public ConfiguredRuntime(Config config) {
        manifests = List.of(Settings.of(config).manifest());
    }

    @Override
    public List<RuntimeManifest> manifests() {
        return manifests;
    }
}
