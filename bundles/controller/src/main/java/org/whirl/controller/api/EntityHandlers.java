package org.whirl.controller.api;

import io.vertx.core.Vertx;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.Settings.Sizes;
import org.whirl.controller.entity.ActionAccess;
import org.whirl.controller.entity.Actions;
import org.whirl.controller.entity.Entities;
import org.whirl.controller.entity.EntityCache;
import org.whirl.controller.entity.EntityScan;
import org.whirl.controller.entity.PackageAccess;
import org.whirl.controller.entity.PackageRemoval;
import org.whirl.controller.entity.PackageWriter;
import org.whirl.controller.entity.Rules;
import org.whirl.controller.entity.SharedPackages;
import org.whirl.controller.entity.TriggerWriter;
import org.whirl.controller.invoke.Invocations;
import org.whirl.controller.invoke.RecordKeeper;
import org.whirl.controller.invoke.TriggerFiring;
import org.whirl.controller.limits.Throttles;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.Rule;
import org.whirl.spi.entity.Trigger;
import org.whirl.spi.store.ArtifactStore;

/** Puts together what serves packages, triggers and rules. */
final class EntityHandlers {
    private final ServiceHolder<ArtifactStore> artifacts;
    private final EntityCache cache;
    private final EntityLists lists;
    private final Sizes sizes;

    EntityHandlers(ServiceHolder<ArtifactStore> artifacts, EntityCache cache, EntityLists lists, Sizes sizes) {
        this.artifacts = artifacts;
        this.cache = cache;
        this.lists = lists;
        this.sizes = sizes;
    }

    CollectionHandler packages(PackageAccess access, SharedPackages shared, Actions actions) {
        Entities<ActionPackage> packages = entities(ActionPackage.class);
        EntityScan scan = new EntityScan(artifacts);
        return new EntityRoutes(new PackagesHandler(
                lists,
                packages,
                access,
                shared,
                scan,
                new PackageWriter(packages, cache, sizes),
                new PackageRemoval(packages, actions, scan),
                sizes.request()));
    }

    CollectionHandler triggers(
            ActionAccess access, Invocations invocations, RecordKeeper records, Throttles throttles) {
        Entities<Trigger> triggers = entities(Trigger.class);
        TriggerFiring firing = new TriggerFiring(triggers, access, invocations, records, throttles::invocation);
        TriggerWriter writer = new TriggerWriter(triggers, sizes);
        return new EntityRoutes(new TriggersHandler(lists, triggers, writer, firing, throttles, sizes));
    }

    CollectionHandler rules(Vertx vertx, Actions actions, ActionAccess access) {
        Rules rules = Rules.of(vertx, entities(Rule.class), entities(Trigger.class), actions, access, sizes);
        return new EntityRoutes(new RulesHandler(lists, rules, sizes));
    }

    private <E extends Entity> Entities<E> entities(Class<E> type) {
        return new Entities<>(artifacts, cache, type);
    }
}
