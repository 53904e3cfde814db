package org.whirl.container.docker;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.whirl.runtime.java.JavaRuntime;
import org.whirl.runtime.nativecode.NativeRuntime;
import org.whirl.runtime.nodejs.NodejsRuntime;
import org.whirl.runtime.python.PythonRuntime;
import org.whirl.spi.runtime.ImageRecipe;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;

/** What the tests on a real Engine share. */
final class Stand {
    static final URI HOST = URI.create("unix:///var/run/docker.sock");
    static final RuntimeManifest NODEJS = manifest(new NodejsRuntime(), "nodejs:20");
    static final RuntimeManifest JAVA = manifest(new JavaRuntime(), "java:17");
    static final RuntimeManifest NATIVE = manifest(new NativeRuntime(), "native:1");
    static final RuntimeManifest PYTHON = manifest(new PythonRuntime(), "python:3.11");
    private static final long WAIT_SECONDS = 30;

    private Stand() {}

    /** Under a name of the tests' own, so that a running platform's images stay as they are. */
    private static RuntimeManifest manifest(RuntimeProvider provider, String kind) {
        RuntimeManifest found = provider.manifests().stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        return RuntimeManifest.of(kind, "whirl/test-" + kind)
                .withImage(found.recipe().orElseThrow());
    }

    /** Without an Engine these tests fail, and say what is missing. */
    static void requireEngine() {
        try (Engine engine = new Engine(HOST)) {
            engine.commands().pingCmd().exec();
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "these tests need a Docker Engine at " + HOST + "; './whirl test' as root provides one: "
                            + Engine.problem(e),
                    e);
        }
    }

    static Settings settings(String instance) {
        return settings(instance, List.of("*"), false, Duration.ofSeconds(20));
    }

    static Settings settings(String instance, List<String> allowed, boolean pullAlways, Duration engineWait) {
        return new Settings(
                HOST,
                instance,
                Duration.ofSeconds(10),
                4,
                64,
                engineWait,
                Duration.ofMinutes(5),
                allowed,
                pullAlways,
                false,
                Optional.empty(),
                List.of(Subnet.parse("169.254.0.0/16")),
                List.of(),
                256,
                1024,
                64,
                2048);
    }

    /** A kind with an image made of the small Debian. */
    static RuntimeManifest built(String name, String... dockerfile) throws IOException {
        return builtOn("debian:bookworm-slim", name, dockerfile);
    }

    /** A kind with an image made of another one. */
    static RuntimeManifest builtOn(String base, String name, String... dockerfile) throws IOException {
        List<String> lines = new ArrayList<>(List.of("FROM " + base));
        lines.addAll(List.of(dockerfile));
        Path file = Files.createTempFile("Dockerfile", "");
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        file.toFile().deleteOnExit();
        Map<String, URL> files =
                new HashMap<>(Map.of(ImageRecipe.DOCKERFILE, file.toUri().toURL()));
        return RuntimeManifest.of("test:" + name, "whirl/test-" + name + ":1")
                .withImage(new ImageRecipe(files, Map.of()));
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for a condition; fails when it does not come. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
