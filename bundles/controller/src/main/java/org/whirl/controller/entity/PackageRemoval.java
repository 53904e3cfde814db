package org.whirl.controller.entity;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;

/** Deletes packages, on demand with all that is in them (contract: REST API, 3.4). */
public final class PackageRemoval {
    private final Entities<ActionPackage> packages;
    private final Actions actions;
    private final EntityScan scan;

    /** Over these entities. */
    public PackageRemoval(Entities<ActionPackage> packages, Actions actions, EntityScan scan) {
        this.packages = packages;
        this.actions = actions;
        this.scan = scan;
    }

    /**
     * Deletes a package or binding and answers what it was.
     *
     * @param force whether to delete the actions in it too; without, a package with actions is a {@code CONFLICT}
     */
    public CompletionStage<ActionPackage> delete(FullyQualifiedName name, boolean force) {
        return packages.get(name).thenCompose(stored -> empty(stored.value(), force)
                .thenCompose(done -> packages.delete(stored))
                .thenApply(done -> stored.value()));
    }

    private CompletionStage<Void> empty(ActionPackage actionPackage, boolean force) {
        if (actionPackage.binding().isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        return scan.actions(actionPackage.fullyQualifiedName()).thenCompose(content -> {
            if (!content.isEmpty() && !force) {
                throw notEmpty(content);
            }
            return delete(content);
        });
    }

    private static WhirlException notEmpty(List<Entity> content) {
        String entities = content.size() == 1 ? "1 entity" : content.size() + " entities";
        return new WhirlException(
                Kind.CONFLICT,
                "Package not empty (contains " + entities + "). Set force param or delete package contents.");
    }

    /** One after the other: there may be thousands. */
    private CompletionStage<Void> delete(List<Entity> content) {
        CompletionStage<Void> deleted = CompletableFuture.completedFuture(null);
        for (Entity action : content) {
            deleted = deleted.thenCompose(done -> actions.find(action.fullyQualifiedName()))
                    .thenCompose(found -> found.isPresent()
                            ? actions.delete(found.get())
                            : CompletableFuture.<Void>completedFuture(null));
        }
        return deleted;
    }
}
