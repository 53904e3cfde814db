package org.whirl.spi.container;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.whirl.spi.runtime.RuntimeManifest;

/**
 * A wish for a container.
 *
 * @param label who it is for, in letters, digits and dashes; part of names that operators see
 * @param image image to start
 * @param runtime the kind it serves; absent for a user's own image
 * @param memory most megabytes it may use, positive
 * @param environment environment variables of its process
 * @param output gets what it writes from its start on
 */
public record ContainerRequest(
        String label,
        String image,
        Optional<RuntimeManifest> runtime,
        int memory,
        Map<String, String> environment,
        OutputListener output) {
    /** Takes a copy of the environment. */
    public ContainerRequest {
        requireNonNull(label);
        requireNonNull(image);
        requireNonNull(runtime);
        environment = Map.copyOf(environment);
        requireNonNull(output);
        if (memory <= 0) {
            throw new IllegalArgumentException("memory " + memory + " MB");
        }
    }
}
