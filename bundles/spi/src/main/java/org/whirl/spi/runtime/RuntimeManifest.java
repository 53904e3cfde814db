package org.whirl.spi.runtime;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One kind: a version of a language.
 *
 * @param kind {@code family:version}, lower case
 * @param image image that serves it
 * @param defaultKind whether {@code family:default} means this one
 * @param deprecated whether its actions can only be read and deleted
 * @param requireMain whether an action must name its entry point
 * @param sentinelledLogs whether its proxy marks the end of an activation's output
 * @param concurrent whether its proxy runs several activations at once; else it gets one at a time
 * @param stemCells containers kept ready
 * @param process how it is started as a process; absent when it needs an image
 * @param recipe how its image is built; absent when it can only be pulled
 */
public record RuntimeManifest(
        String kind,
        String image,
        boolean defaultKind,
        boolean deprecated,
        boolean requireMain,
        boolean sentinelledLogs,
        boolean concurrent,
        List<StemCell> stemCells,
        Optional<ProcessRecipe> process,
        Optional<ImageRecipe> recipe) {
    /** Takes a copy of the stem cells; fails on a kind without version. */
    public RuntimeManifest {
        requireNonNull(image);
        requireNonNull(process);
        requireNonNull(recipe);
        stemCells = List.copyOf(stemCells);
        if (!kind.matches("[a-z0-9_.-]+:[a-z0-9_.-]+")) {
            throw new IllegalArgumentException("kind '" + kind + "' is not family:version in lower case");
        }
    }

    /** A kind whose image can only be pulled. */
    public RuntimeManifest(
            String kind,
            String image,
            boolean defaultKind,
            boolean deprecated,
            boolean requireMain,
            boolean sentinelledLogs,
            boolean concurrent,
            List<StemCell> stemCells,
            Optional<ProcessRecipe> process) {
        this(
                kind,
                image,
                defaultKind,
                deprecated,
                requireMain,
                sentinelledLogs,
                concurrent,
                stemCells,
                process,
                Optional.empty());
    }

    /** A kind with the usual properties: none of the flags but sentinels, no stem cells, an image only. */
    public static RuntimeManifest of(String kind, String image) {
        return new RuntimeManifest(kind, image, false, false, false, true, false, List.of(), Optional.empty());
    }

    /** The same as default of its family. */
    public RuntimeManifest asDefault() {
        return new RuntimeManifest(
                kind, image, true, deprecated, requireMain, sentinelledLogs, concurrent, stemCells, process, recipe);
    }

    /** The same with containers kept ready. */
    public RuntimeManifest withStemCells(StemCell... cells) {
        return new RuntimeManifest(
                kind,
                image,
                defaultKind,
                deprecated,
                requireMain,
                sentinelledLogs,
                concurrent,
                List.of(cells),
                process,
                recipe);
    }

    /** The same with a proxy that runs activations at once. */
    public RuntimeManifest withConcurrency() {
        return new RuntimeManifest(
                kind, image, defaultKind, deprecated, requireMain, sentinelledLogs, true, stemCells, process, recipe);
    }

    /** The same, startable as a process. */
    public RuntimeManifest withProcess(ProcessRecipe processRecipe) {
        return new RuntimeManifest(
                kind,
                image,
                defaultKind,
                deprecated,
                requireMain,
                sentinelledLogs,
                concurrent,
                stemCells,
                Optional.of(processRecipe),
                recipe);
    }

    /** The same with an image that can be built. */
    public RuntimeManifest withImage(ImageRecipe imageRecipe) {
        return new RuntimeManifest(
                kind,
                image,
                defaultKind,
                deprecated,
                requireMain,
                sentinelledLogs,
                concurrent,
                stemCells,
                process,
                Optional.of(imageRecipe));
    }

    /** The part before the colon. */
    public String family() {
        return kind.substring(0, kind.indexOf(':'));
    }
}
