package org.whirl.runtime.java;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.whirl.spi.runtime.ImageRecipe;
import org.whirl.spi.runtime.ProcessRecipe;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;

/** Java: jars, and single files of source text. */
@Component
public final class JavaRuntime implements RuntimeProvider {
    /** The proxy's files, below the bundle's folder {@code proxy}. */
    static final List<String> PROXY_FILES = List.of("gson.jar", "proxy.jar");

    private static final int VERSION = 17;

    /** Most actions live shortly, so a quick start counts for more than the last bit of speed later. */
    private static final List<String> ARGUMENTS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-XX:NewRatio=4",
            "-XX:MaxRAMPercentage=70",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Dfile.encoding=UTF-8",
            "-Dsun.jnu.encoding=UTF-8",
            "-jar",
            "${files}/proxy.jar");

    private final List<RuntimeManifest> manifests = List.of(new RuntimeManifest(
                    "java:" + VERSION,
                    "whirl/runtime-java:" + VERSION,
                    true,
                    false,
                    true,
                    true,
                    true,
                    List.of(),
                    Optional.empty())
            .withProcess(new ProcessRecipe(
                    List.of(
                            "java",
                            "/usr/lib/jvm/java-17-openjdk-amd64/bin/java",
                            "/usr/lib/jvm/java-17-openjdk-arm64/bin/java",
                            "/usr/lib/jvm/java-17-openjdk/bin/java"),
                    List.of("-version"),
                    Optional.of("version \"" + VERSION + "\\b"),
                    ARGUMENTS,
                    proxyFiles()))
            .withImage(new ImageRecipe(imageFiles(), Map.of())));

    @Override
    public List<RuntimeManifest> manifests() {
        return manifests;
    }

    /** The jars are where the Dockerfile finds them when it is built by hand. */
    private static Map<String, URL> imageFiles() {
        Map<String, URL> files = new HashMap<>();
        proxyFiles().forEach((file, address) -> files.put("target/classes/proxy/" + file, address));
        files.put(
                ImageRecipe.DOCKERFILE,
                requireNonNull(JavaRuntime.class.getResource("/image/runtime-java/Dockerfile")));
        return files;
    }

    private static Map<String, URL> proxyFiles() {
        return PROXY_FILES.stream()
                .collect(toMap(
                        file -> file, file -> requireNonNull(JavaRuntime.class.getResource("/proxy/" + file), file)));
    }
}
