package org.whirl.controller.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.entity.Entities;
import org.whirl.controller.entity.EntityScan;
import org.whirl.controller.entity.OpenPackage;
import org.whirl.controller.entity.PackageAccess;
import org.whirl.controller.entity.PackageRemoval;
import org.whirl.controller.entity.PackageWriter;
import org.whirl.controller.entity.SharedPackages;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.ActionPackage;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.EntityJson;
import org.whirl.spi.store.Stored;

/** {@code packages}: packages and bindings to them (contract: REST API, 3.4). */
final class PackagesHandler implements EntityVerbs {
    private static final int MANY_ACTIONS = 500;

    private final EntityLists lists;
    private final Entities<ActionPackage> packages;
    private final PackageAccess access;
    private final SharedPackages shared;
    private final EntityScan scan;
    private final PackageWriter writer;
    private final PackageRemoval removal;
    private final int requestBytes;

    PackagesHandler(
            EntityLists lists,
            Entities<ActionPackage> packages,
            PackageAccess access,
            SharedPackages shared,
            EntityScan scan,
            PackageWriter writer,
            PackageRemoval removal,
            int requestBytes) {
        this.lists = lists;
        this.packages = packages;
        this.access = access;
        this.shared = shared;
        this.scan = scan;
        this.writer = writer;
        this.removal = removal;
        this.requestBytes = requestBytes;
    }

    /** The owner sees everything, others what is published. */
    @Override
    public CompletionStage<Answer> list(Target target) {
        if (target.caller().namespace().equals(target.namespace())) {
            return lists.all(target, EntityCollection.PACKAGES);
        }
        ListQuery page = ListQuery.of(target.query(), EntityCollection.PACKAGES.pathSegment());
        return scan.packages(target.namespace()).thenApply(all -> {
            List<Entity> published =
                    all.stream().filter(PackagesHandler::isPublished).toList();
            return EntityLists.answer(published, EntityCollection.PACKAGES, page);
        });
    }

    private static boolean isPublished(Entity entity) {
        return entity.publish() && ((ActionPackage) entity).binding().isEmpty();
    }

    @Override
    public CompletionStage<Answer> get(Target target, FullyQualifiedName name) {
        return packages.find(name)
                .thenCompose(found ->
                        access.read(target.caller(), target.namespace(), name.name(), found.map(Stored::value)))
                .exceptionally(failure -> {
                    throw named(Failures.cause(failure), name);
                })
                .thenCompose(opened -> show(target, opened));
    }

    private static RuntimeException named(Throwable failure, FullyQualifiedName name) {
        if (failure instanceof WhirlException expected && expected.kind() == Kind.NOT_FOUND) {
            return new WhirlException(Kind.NOT_FOUND, "The requested resource '" + name + "' does not exist.");
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    private CompletionStage<Answer> show(Target target, OpenPackage opened) {
        shared.requirePackageReadable(target.caller(), opened);
        return scan.actions(opened.content().fullyQualifiedName())
                .thenApply(content ->
                        Answer.ok(PackageDocuments.whole(opened, content)).asHeavy(content.size() > MANY_ACTIONS));
    }

    @Override
    public CompletionStage<Answer> put(Target target, FullyQualifiedName name) {
        Denials.requireOwner(target.caller(), target.namespace(), name.toString());
        return target.document(requestBytes)
                .thenApply(body -> writer.read(target.caller(), body))
                .thenCompose(draft -> draft.store(name, target.query().flag("overwrite", false)))
                .thenApply(PackagesHandler::answer);
    }

    @Override
    public CompletionStage<Answer> delete(Target target, FullyQualifiedName name) {
        Denials.requireOwner(target.caller(), target.namespace(), name.toString());
        return removal.delete(name, target.query().flag("force", false)).thenApply(PackagesHandler::answer);
    }

    private static Answer answer(ActionPackage actionPackage) {
        return Answer.ok(EntityJson.write(actionPackage));
    }
}
