package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Settings.Sizes;
import org.whirl.controller.auth.Denials;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Binding;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.store.Stored;

/** Creates and updates packages and bindings (contract: REST API, 3.4). */
public final class PackageWriter {
    private static final String RESERVED = "default";

    private final Entities<ActionPackage> packages;
    private final EntityCache entities;
    private final Sizes sizes;

    /** With parameters and annotations of these sizes, or those of the namespace. */
    public PackageWriter(Entities<ActionPackage> packages, EntityCache entities, Sizes sizes) {
        this.packages = packages;
        this.entities = entities;
        this.sizes = sizes;
    }

    /** What a client wrote, checked as far as that needs nothing stored. */
    public final class Draft {
        private final Identity caller;
        private final PackageContent content;

        private Draft(Identity caller, PackageContent content) {
            this.caller = caller;
            this.content = content;
        }

        /** Stores it. */
        public CompletionStage<ActionPackage> store(FullyQualifiedName name, boolean overwrite) {
            if (name.name().value().equals(RESERVED)) {
                throw WhirlException.badRequest("Package name '" + RESERVED + "' is reserved.");
            }
            return target().thenCompose(target -> {
                        requireReadable(target);
                        return packages.findForPut(name, overwrite).thenCompose(found -> {
                            ActionPackage written = found.map(stored -> PackageForm.update(stored.value(), content))
                                    .orElseGet(() -> PackageForm.create(name, content));
                            requireSound(target);
                            return packages.put(written, found.map(Stored::revision));
                        });
                    })
                    .thenApply(Stored::value);
        }

        private CompletionStage<Optional<Entity>> target() {
            return content.binding()
                    .map(binding -> entities.get(binding.target()).thenApply(found -> found.map(Stored::value)))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        }

        /** Of others' packages nothing but those that are published may be seen to be there. */
        private void requireReadable(Optional<Entity> target) {
            if (content.binding().isEmpty()
                    || content.binding().get().namespace().equals(caller.namespace())) {
                return;
            }
            boolean readable = target.filter(found -> !(found instanceof ActionPackage foreign)
                            || (foreign.publish() && foreign.binding().isEmpty()))
                    .isPresent();
            if (!readable) {
                throw Denials.of(content.binding().get().target().toString());
            }
        }

        private void requireSound(Optional<Entity> target) {
            content.binding().map(Binding::target).ifPresent(name -> {
                if (target.isEmpty()) {
                    throw WhirlException.badRequest("Binding references a package that does not exist.");
                }
                if (!(target.get() instanceof ActionPackage bound)) {
                    throw new WhirlException(Kind.CONFLICT, "Cannot bind to a resource that is not a package.");
                }
                if (bound.binding().isPresent()) {
                    throw WhirlException.badRequest("Cannot bind to another package binding.");
                }
            });
        }
    }

    /** Reads a body; fails with {@code BAD_REQUEST} or {@code TOO_LARGE}. */
    public Draft read(Identity caller, JsonNode body) {
        return new Draft(
                caller,
                PackageContent.read(
                        body, caller.namespace(), sizes.within(caller.limits()).parameters()));
    }
}
