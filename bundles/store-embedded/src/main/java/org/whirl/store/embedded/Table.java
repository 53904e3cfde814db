package org.whirl.store.embedded;

import java.util.Locale;

/** The tables of the database. Their order is part of the file format: new ones go to the end. */
enum Table {
    /** Name of an entity to its {@link EntityRecord}. */
    ENTITIES,
    /** Collection, namespace, {@code updated} and name to what lists show. */
    ENTITY_LIST,
    /** Collection, namespace, package, {@code updated} and name to nothing. */
    PACKAGE_LIST,
    /** Name of a code file to the name of the action that owns it. */
    ATTACHMENTS,
    /** Start, id and namespace to the whole record. */
    ACTIVATIONS,
    /** Id and namespace to start and the name it is found by. */
    ACTIVATION_IDS,
    /** Namespace, start and id to what lists show. */
    ACTIVATION_LIST,
    /** Namespace, name, start and id to nothing. */
    ACTIVATION_NAMES,
    /** Name of a subject to its record. */
    SUBJECTS,
    /** Uuid and subject to nothing. */
    CREDENTIALS,
    /** Namespace to its limits. */
    LIMITS,
    /** The database's own notes. */
    NOTES,
    /** Namespace and subject to nothing. */
    NAMESPACES;

    /** The name of the map in the file. */
    String mapName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
