package org.whirl.spi.entity;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A named event that rules connect with actions.
 *
 * @param namespace where it lives
 * @param name last segment of its name
 * @param version raised by every update
 * @param publish whether it is marked as shared
 * @param updated time of the last write, epoch milliseconds
 * @param parameters values given to every fire
 * @param rules the rules that refer to it, by name; absent until the first one does
 * @param annotations remarks
 */
public record Trigger(
        EntityPath namespace,
        EntityName name,
        SemanticVersion version,
        boolean publish,
        long updated,
        Parameters parameters,
        Optional<Map<FullyQualifiedName, RuleLink>> rules,
        Parameters annotations)
        implements Entity {
    /** Takes a copy of the rules, keeping their order. */
    public Trigger {
        requireNonNull(namespace);
        requireNonNull(name);
        requireNonNull(version);
        requireNonNull(parameters);
        requireNonNull(annotations);
        rules = rules.map(links -> Collections.unmodifiableMap(new LinkedHashMap<>(links)));
    }

    /**
     * What a trigger knows of one of its rules.
     *
     * @param action the action that the rule starts
     * @param active whether it does so
     */
    public record RuleLink(FullyQualifiedName action, boolean active) {
        /** The action is required. */
        public RuleLink {
            requireNonNull(action);
        }
    }
}
