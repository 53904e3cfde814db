package org.whirl.spi.runtime;

import java.net.URL;
import java.util.HashMap;
import java.util.Map;

/**
 * How a kind's image is built, where it is not there yet.
 *
 * @param files the build's context: relative path, and where the bundle holds the content; {@code Dockerfile} is one
 * @param arguments values for the Dockerfile's {@code ARG} lines
 */
public record ImageRecipe(Map<String, URL> files, Map<String, String> arguments) {
    /** Name of the file that says how. */
    public static final String DOCKERFILE = "Dockerfile";

    /** Where a Dockerfile beside a runtime's pom finds the files of {@code src/main/resources}. */
    private static final String RESOURCES = "src/main/resources/";

    /** Takes copies; fails without a Dockerfile. */
    public ImageRecipe {
        files = Map.copyOf(files);
        arguments = Map.copyOf(arguments);
        if (!files.containsKey(DOCKERFILE)) {
            throw new IllegalArgumentException("an image recipe needs a Dockerfile");
        }
    }

    /**
     * The recipe of a runtime's own Dockerfile, which can also be built by hand in the runtime's folder.
     *
     * @param dockerfile where the bundle holds it
     * @param proxyFiles the proxy's files, named as in a {@link ProcessRecipe}
     * @param folder the folder of them below {@code src/main/resources}
     * @param arguments values for {@code ARG} lines
     */
    public static ImageRecipe of(
            URL dockerfile, Map<String, URL> proxyFiles, String folder, Map<String, String> arguments) {
        Map<String, URL> files = new HashMap<>(Map.of(DOCKERFILE, dockerfile));
        proxyFiles.forEach((path, url) -> files.put(RESOURCES + folder + "/" + path, url));
        return new ImageRecipe(files, arguments);
    }
}
