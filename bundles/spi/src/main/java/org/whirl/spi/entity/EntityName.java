package org.whirl.spi.entity;

/**
 * The last segment of an entity's path: a word character, then word characters, {@code @ . space & -}, no space at
 * the end, at most 256 characters.
 *
 * @param value the name as users write it, case-sensitive
 */
public record EntityName(String value) implements Comparable<EntityName> {
    /** Fails with {@code BAD_REQUEST} on illegal characters or length. */
    public EntityName {
        Names.require(value, "The name of the entity", "Name segement");
    }

    /** Whether the text would be a legal name. */
    public static boolean isLegal(String value) {
        return Names.isLegal(value);
    }

    @Override
    public int compareTo(EntityName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
