package org.whirl.container.docker;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.runtime.ImageRecipe;
import org.whirl.spi.runtime.RuntimeManifest;

/** Sees to it that an image is here before a container is made of it; what several ask for is done once. */
final class ImageStore {
    private static final Logger log = LoggerFactory.getLogger(ImageStore.class);
    private static final int MOST_KNOWN = 10_000;

    private final Images images;
    private final Settings settings;
    private final Workers workers;
    private final Map<String, ImageFacts> known = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<ImageFacts>> running = new ConcurrentHashMap<>();

    ImageStore(Images images, Settings settings, Workers workers) {
        this.images = images;
        this.settings = settings;
        this.workers = workers;
    }

    /** Fails with {@link ContainerException}, or with the exception of a call that the Engine did not answer. */
    CompletableFuture<ImageFacts> ready(ContainerRequest request) {
        if (request.runtime().isPresent()) {
            RuntimeManifest manifest = request.runtime().get();
            ImageFacts facts = known.get(manifest.image());
            return facts == null ? ready(manifest) : CompletableFuture.completedFuture(facts);
        }
        String image = request.image();
        if (!ImageName.matches(image, settings.allowedImages())) {
            return CompletableFuture.failedFuture(new ContainerException(
                    Fault.DEVELOPER,
                    "Container image '" + image + "' may not be used here; allowed are "
                            + String.join(", ", settings.allowedImages()) + ".",
                    null));
        }
        ImageFacts facts = settings.pullAlways() ? null : known.get(image);
        return facts == null ? once(image, () -> users(image)) : CompletableFuture.completedFuture(facts);
    }

    /** The same for a kind. */
    CompletableFuture<ImageFacts> ready(RuntimeManifest manifest) {
        if (manifest.image().isBlank()) {
            return CompletableFuture.failedFuture(new ContainerException(
                    Fault.PLATFORM, "kind " + manifest.kind() + " names no image, which Docker needs", null));
        }
        return once(manifest.image(), () -> ours(manifest));
    }

    /** What was known of an image turned out to be old. */
    void forget(String image) {
        known.remove(image);
    }

    private CompletableFuture<ImageFacts> once(String image, Callable<ImageFacts> work) {
        CompletableFuture<ImageFacts> mine = new CompletableFuture<>();
        CompletableFuture<ImageFacts> others = running.putIfAbsent(image, mine);
        if (others != null) {
            return others.copy();
        }
        workers.submit(work).whenComplete((facts, failure) -> {
            if (failure == null) {
                if (known.size() >= MOST_KNOWN) {
                    known.clear();
                }
                known.put(image, facts);
            }
            running.remove(image);
            if (failure == null) {
                mine.complete(facts);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine.copy();
    }

    private ImageFacts users(String image) throws InterruptedException {
        Optional<ImageFacts> here = images.find(image);
        if (here.isPresent() && !settings.pullAlways()) {
            return here.get();
        }
        try {
            return images.pull(image);
        } catch (RuntimeException e) {
            requireAnswer(e);
            log.info("Image {} cannot be pulled: {}", image, Engine.problem(e));
            if (here.isPresent() && !ImageName.parse(image).isLatest()) {
                return here.get();
            }
            throw new ContainerException(Fault.DEVELOPER, "Failed to pull container image '" + image + "'.", e);
        }
    }

    private ImageFacts ours(RuntimeManifest manifest) throws InterruptedException {
        String image = manifest.image();
        Optional<ImageFacts> here = images.find(image);
        if (manifest.recipe().isPresent()) {
            return built(image, manifest.recipe().get(), here);
        }
        if (here.isPresent()) {
            return here.get();
        }
        try {
            return images.pull(image);
        } catch (RuntimeException e) {
            requireAnswer(e);
            throw new ContainerException(
                    Fault.PLATFORM, "image " + image + " is not here and cannot be pulled: " + Engine.problem(e), e);
        }
    }

    /** One that was built of another recipe, or by hand, is only good enough where building does not work. */
    private ImageFacts built(String image, ImageRecipe recipe, Optional<ImageFacts> here) {
        String mark = ImageRecipes.mark(recipe);
        if (here.flatMap(ImageFacts::recipe).equals(Optional.of(mark))) {
            return here.get();
        }
        try {
            return images.build(image, recipe, mark);
        } catch (RuntimeException e) {
            requireAnswer(e);
            if (here.isPresent()) {
                log.warn(
                        "Image {} is used as it is, for it cannot be built of this version's recipe: {}",
                        image,
                        Engine.problem(e));
                return here.get();
            }
            throw new ContainerException(
                    Fault.PLATFORM, "image " + image + " is not here and cannot be built: " + Engine.problem(e), e);
        }
    }

    /** What the Engine has not answered is no verdict on the image. */
    private static void requireAnswer(RuntimeException failure) {
        if (Engine.isAway(failure)) {
            throw failure;
        }
    }
}
