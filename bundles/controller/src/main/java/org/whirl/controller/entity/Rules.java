package org.whirl.controller.entity;

import io.vertx.core.Vertx;
import org.whirl.controller.Settings.Sizes;
import org.whirl.spi.entity.Rule;
import org.whirl.spi.entity.Trigger;

/**
 * All about rules.
 *
 * @param states shows, switches and deletes them
 * @param writer creates and updates them
 */
public record Rules(RuleStates states, RuleWriter writer) {
    /** Over these entities; with annotations of these sizes, or those of the namespace. */
    public static Rules of(
            Vertx vertx,
            Entities<Rule> rules,
            Entities<Trigger> triggers,
            Actions actions,
            ActionAccess access,
            Sizes sizes) {
        RuleLinks links = new RuleLinks(vertx, triggers);
        RuleStates states = new RuleStates(rules, links);
        RuleEnds ends = new RuleEnds(triggers, actions, access);
        return new Rules(states, new RuleWriter(rules, ends, states, links, sizes));
    }
}
