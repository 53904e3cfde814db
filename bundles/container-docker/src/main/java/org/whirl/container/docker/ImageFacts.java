package org.whirl.container.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be known of an image.
 *
 * @param user whom it runs as; empty for root
 * @param folder where its process starts
 * @param recipe mark of the recipe it was built from; absent when it was not built here
 */
record ImageFacts(String user, String folder, Optional<String> recipe) {
    /** Label with the mark. */
    static final String RECIPE_LABEL = "org.whirl.recipe";

    static ImageFacts of(InspectImageResponse image) {
        ContainerConfig config = Optional.ofNullable(image.getConfig()).orElseGet(ContainerConfig::new);
        Map<String, String> labels = Optional.ofNullable(config.getLabels()).orElse(Map.of());
        return new ImageFacts(
                Optional.ofNullable(config.getUser()).orElse(""),
                Optional.ofNullable(config.getWorkingDir()).orElse(""),
                Optional.ofNullable(labels.get(RECIPE_LABEL)));
    }

    boolean isRoot() {
        String name = user.split(":")[0];
        return name.isEmpty() || name.equals("root") || name.matches("0+");
    }
}
