package org.whirl.runtime.configured;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whirl.spi.runtime.ProcessRecipe;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.StemCell;

/** The configuration of one kind, read once and validated. */
record Settings(RuntimeManifest manifest) {
    static Settings of(ConfiguredRuntime.Config config) {
        String kind = trimmed(config.kind());
        if (kind.isEmpty()) {
            throw new IllegalArgumentException("the key 'kind' is missing; give it a value such as php:8.3");
        }
        String image = trimmed(config.image());
        List<String> command = CommandLine.words(trimmed(config.command()));
        if (image.isEmpty() && command.isEmpty()) {
            throw new IllegalArgumentException(
                    "kind '" + kind + "' has neither 'image' nor 'command'; give at least one of them");
        }
        List<StemCell> stemCells = config.stem_cells_count() == 0
                ? List.of()
                : List.of(new StemCell(config.stem_cells_count(), config.stem_cells_memory()));
        return new Settings(new RuntimeManifest(
                kind,
                image,
                config.default$(),
                config.deprecated(),
                config.require_main(),
                config.sentinelled_logs(),
                config.concurrent(),
                stemCells,
                recipe(command)));
    }

    private static String trimmed(String value) {
        return value == null ? "" : value.trim();
    }

    private static Optional<ProcessRecipe> recipe(List<String> command) {
        if (command.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProcessRecipe(
                command.subList(0, 1), List.of(), Optional.empty(), command.subList(1, command.size()), Map.of()));
    }
}
