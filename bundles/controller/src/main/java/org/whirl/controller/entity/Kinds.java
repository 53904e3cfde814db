package org.whirl.controller.entity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.runtime.RuntimeManifest;

/**
 * The kinds that are offered at a moment.
 *
 * @param manifests in the order in which their providers declare them
 */
public record Kinds(List<RuntimeManifest> manifests) {
    private static final String DEFAULT = "default";

    /** Takes a copy. */
    public Kinds {
        manifests = List.copyOf(manifests);
    }

    /** The kind that {@code family:version} or {@code family:default} means. */
    public Optional<RuntimeManifest> find(String kind) {
        int colon = kind.indexOf(':');
        if (colon > 0 && kind.substring(colon + 1).equals(DEFAULT)) {
            return defaultOf(kind.substring(0, colon));
        }
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .findFirst();
    }

    /** Whether {@code family:default} means this one. */
    public boolean isDefault(RuntimeManifest manifest) {
        return defaultOf(manifest.family()).filter(manifest::equals).isPresent();
    }

    private Optional<RuntimeManifest> defaultOf(String family) {
        List<RuntimeManifest> members = manifests.stream()
                .filter(manifest -> manifest.family().equals(family))
                .toList();
        return members.stream().filter(RuntimeManifest::defaultKind).findFirst().or(() -> members.stream()
                .findFirst());
    }

    /** All values of {@code kind} that can be used, quoted, for an error text. */
    String names() {
        Stream<String> kinds = manifests.stream().map(RuntimeManifest::kind);
        return Stream.concat(kinds, Stream.of(Exec.BLACKBOX, Exec.SEQUENCE))
                .sorted()
                .map(kind -> "'" + kind + "'")
                .collect(Collectors.joining(", "));
    }
}
