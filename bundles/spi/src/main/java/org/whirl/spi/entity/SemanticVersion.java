package org.whirl.spi.entity;

import org.whirl.spi.WhirlException;

/**
 * The version of an entity, {@code major.minor.patch}; every update raises the patch number.
 *
 * @param major not negative
 * @param minor not negative
 * @param patch not negative; not all three may be zero
 */
public record SemanticVersion(int major, int minor, int patch) {
    /** The version of an entity that was just created. */
    public static final SemanticVersion FIRST = new SemanticVersion(0, 0, 1);

    /** Fails with {@code BAD_REQUEST} when a part is negative or all are zero. */
    public SemanticVersion {
        if (major < 0 || minor < 0 || patch < 0 || (major == 0 && minor == 0 && patch == 0)) {
            throw malformed();
        }
    }

    /** Reads up to three numbers divided by dots; missing ones are zero, further ones are ignored. */
    public static SemanticVersion parse(String text) {
        String[] parts = text.split("\\.", -1);
        return new SemanticVersion(part(parts, 0), part(parts, 1), part(parts, 2));
    }

    private static int part(String[] parts, int index) {
        if (index >= parts.length) {
            return 0;
        }
        if (!parts[index].matches("\\d{1,9}")) {
            throw malformed();
        }
        return Integer.parseInt(parts[index]);
    }

    private static WhirlException malformed() {
        return WhirlException.malformed("semantic version malformed");
    }

    /** The version after one more update. */
    public SemanticVersion next() {
        return new SemanticVersion(major, minor, patch + 1);
    }

    /** {@code major.minor.patch}. */
    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
