package org.whirl.spi.entity;

import java.util.Locale;

/** The collections that entities are listed in. */
public enum EntityCollection {
    /** Actions, those in packages included. */
    ACTIONS("action"),
    /** Packages and bindings. */
    PACKAGES("package"),
    /** Triggers. */
    TRIGGERS("trigger"),
    /** Rules. */
    RULES("rule");

    private final String entityType;

    EntityCollection(String entityType) {
        this.entityType = entityType;
    }

    /** The member {@code entityType} of the documents in it. */
    public String entityType() {
        return entityType;
    }

    /** The word used in paths and answers, for instance {@code actions}. */
    public String pathSegment() {
        return name().toLowerCase(Locale.ROOT);
    }
}
