package org.whirl.container.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.runtime.ImageRecipe;

/** Looks up, pulls and builds images. All calls wait. */
final class Images {
    private static final Logger log = LoggerFactory.getLogger(Images.class);

    private final Engine engine;
    private final Settings settings;

    Images(Engine engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /** An image that is here. */
    Optional<ImageFacts> find(String image) {
        try {
            return Optional.of(
                    ImageFacts.of(engine.commands().inspectImageCmd(image).exec()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Gets it from its registry; fails when that does not work. */
    ImageFacts pull(String image) throws InterruptedException {
        ImageName name = ImageName.parse(image);
        log.info("Image {} is being pulled", image);
        PullImageCmd command = engine.streams().pullImageCmd(name.repository());
        if (!name.tag().isEmpty()) {
            command.withTag(name.tag());
        }
        boolean done = command.exec(new PullImageResultCallback())
                .awaitCompletion(settings.imageTimeout().toMillis(), TimeUnit.MILLISECONDS);
        if (!done) {
            throw new IllegalStateException(
                    "it took longer than " + settings.imageTimeout().toSeconds() + " s");
        }
        log.info("Image {} was pulled", image);
        return here(image);
    }

    /** Builds it and marks it with the recipe's mark; fails when that does not work. */
    ImageFacts build(String image, ImageRecipe recipe, String mark) {
        log.info("Image {} is being built", image);
        BuildImageCmd command = engine.streams()
                .buildImageCmd(ImageRecipes.context(recipe))
                .withDockerfilePath(ImageRecipe.DOCKERFILE)
                .withTags(Set.of(image))
                .withLabels(Map.of(ImageFacts.RECIPE_LABEL, mark))
                .withForcerm(true);
        recipe.arguments().forEach(command::withBuildArg);
        command.exec(new BuildProgress(image))
                .awaitImageId(settings.imageTimeout().toMillis(), TimeUnit.MILLISECONDS);
        log.info("Image {} was built", image);
        return here(image);
    }

    private ImageFacts here(String image) {
        return find(image).orElseThrow(() -> new IllegalStateException("image " + image + " has vanished"));
    }

    /** Tells the log what the build is at. */
    private static final class BuildProgress extends BuildImageResultCallback {
        private final String image;

        BuildProgress(String image) {
            this.image = image;
        }

        @Override
        public void onNext(BuildResponseItem item) {
            super.onNext(item);
            String line = item.getStream();
            if (line != null && line.startsWith("Step ")) {
                log.info("Image {}: {}", image, line.trim());
            }
        }
    }
}
