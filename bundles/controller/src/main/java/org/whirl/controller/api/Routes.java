package org.whirl.controller.api;

import io.vertx.core.Vertx;
import java.util.Map;
import org.whirl.controller.Services;
import org.whirl.controller.Settings;
import org.whirl.controller.auth.Authenticator;
import org.whirl.controller.entity.ActionAccess;
import org.whirl.controller.entity.ActionWriter;
import org.whirl.controller.entity.Actions;
import org.whirl.controller.entity.EntityCache;
import org.whirl.controller.entity.PackageAccess;
import org.whirl.controller.entity.Runtimes;
import org.whirl.controller.entity.SharedPackages;
import org.whirl.controller.http.Router;
import org.whirl.controller.invoke.Invocations;
import org.whirl.controller.invoke.Patience;
import org.whirl.controller.invoke.RecordKeeper;
import org.whirl.controller.limits.Throttles;
import org.whirl.controller.web.WebActions;

/** The table of collections; what is served below {@code /api/v1/namespaces/NS/} begins here. */
public final class Routes {
    private Routes() {}

    /** The router of the whole API. */
    public static Router of(
            Vertx vertx,
            Settings settings,
            Services services,
            Runtimes runtimes,
            EntityCache entities,
            Authenticator authenticator,
            String version) {
        EntityLists lists = new EntityLists(services.artifacts());
        PackageAccess packages = new PackageAccess(entities);
        Actions actions = new Actions(services.artifacts(), entities);
        SharedPackages shared = new SharedPackages(settings.sharedExecuteOnly());
        EntityHandlers handlers = new EntityHandlers(services.artifacts(), entities, lists, settings.sizes());
        ActionWriter writer = new ActionWriter(settings, runtimes, actions, packages);
        Throttles throttles = new Throttles(settings.quotas(), services.balancer());
        ActionAccess access = new ActionAccess(packages, actions);
        RecordKeeper records = new RecordKeeper(vertx, services);
        Invocations invocations = new Invocations(
                vertx, services, runtimes, access, records, settings.sizes().sequence(), Patience.DEFAULT);
        return new ApiRouter(
                authenticator,
                new WebActions(authenticator, entities, actions, invocations, throttles, settings),
                new InfoHandler(settings, runtimes, version),
                Map.of(
                        "actions",
                        new ActionsHandler(
                                lists, packages, shared, actions, writer, invocations, settings.sizes(), throttles),
                        "packages",
                        handlers.packages(packages, shared, actions),
                        "triggers",
                        handlers.triggers(access, invocations, records, throttles),
                        "rules",
                        handlers.rules(vertx, actions, access),
                        "activations",
                        new ActivationsHandler(services.activations()),
                        "limits",
                        new LimitsHandler(settings)));
    }
}
