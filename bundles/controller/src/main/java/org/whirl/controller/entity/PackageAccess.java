package org.whirl.controller.entity;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.http.RefusedException;
import org.whirl.controller.http.Texts;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Binding;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.store.Stored;

/** Who may use the content of which package (contract: REST API, 2.4 and 2.5). */
public final class PackageAccess {
    private final EntityCache entities;

    /** Looks packages up here. */
    public PackageAccess(EntityCache entities) {
        this.entities = entities;
    }

    /** The package or binding of that name, to read or invoke what is in it. */
    public CompletionStage<Place> open(Identity caller, String namespace, EntityName name) {
        return read(caller, namespace, name).thenApply(OpenPackage::place);
    }

    /** The same with all that is known of the package. */
    public CompletionStage<OpenPackage> read(Identity caller, String namespace, EntityName name) {
        return find(namespace, name).thenCompose(found -> read(caller, namespace, name, found));
    }

    /** The same, the package or binding itself looked up already. */
    public CompletionStage<OpenPackage> read(
            Identity caller, String namespace, EntityName name, Optional<ActionPackage> found) {
        boolean own = caller.namespace().equals(namespace);
        WhirlException denial = Denials.of(namespace + "/" + name);
        if (found.isEmpty()) {
            throw own ? WhirlException.notFound() : denial;
        }
        ActionPackage opened = found.get();
        if (opened.binding().isPresent()) {
            if (!own) {
                throw denial;
            }
            return follow(caller, opened, opened.binding().get(), denial);
        }
        if (!own && !opened.publish()) {
            throw denial;
        }
        return CompletableFuture.completedFuture(new OpenPackage(opened, Optional.empty()));
    }

    private CompletionStage<OpenPackage> follow(
            Identity caller, ActionPackage binding, Binding target, WhirlException denial) {
        boolean own = caller.namespace().equals(target.namespace());
        return find(target.namespace(), target.name()).thenApply(found -> {
            if (found.isEmpty()) {
                throw own ? WhirlException.notFound() : denial;
            }
            ActionPackage opened = found.get();
            if (!own && !opened.publish()) {
                throw denial;
            }
            if (opened.binding().isPresent()) {
                throw new RefusedException(
                        422, "Package binding '" + binding.fullyQualifiedName() + "' contains a circular reference.");
            }
            return new OpenPackage(binding, Optional.of(opened));
        });
    }

    /** The caller's own package of that name, to write what is in it. */
    public CompletionStage<Place> openForWriting(String namespace, EntityName name) {
        return find(namespace, name).thenApply(found -> {
            ActionPackage opened = found.orElseThrow(WhirlException::notFound);
            if (opened.binding().isPresent()) {
                throw WhirlException.badRequest("Operation not permitted on package binding.");
            }
            return new OpenPackage(opened, Optional.empty()).place();
        });
    }

    private CompletionStage<Optional<ActionPackage>> find(String namespace, EntityName name) {
        return entities.get(new FullyQualifiedName(EntityPath.of(namespace), name))
                .thenApply(found -> found.map(Stored::value).map(PackageAccess::requirePackage));
    }

    private static ActionPackage requirePackage(Entity entity) {
        if (entity instanceof ActionPackage actionPackage) {
            return actionPackage;
        }
        throw new WhirlException(Kind.CONFLICT, Texts.OTHER_TYPE);
    }
}
