package org.whirl.controller.api;

import java.util.concurrent.CompletionStage;
import org.whirl.controller.Settings.Sizes;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.entity.Entities;
import org.whirl.controller.entity.TriggerWriter;
import org.whirl.controller.http.Answer;
import org.whirl.controller.invoke.TriggerFiring;
import org.whirl.controller.limits.Throttles;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Trigger;
import org.whirl.spi.json.EntityJson;

/** {@code triggers} (contract: REST API, 3.5). */
final class TriggersHandler implements EntityVerbs {
    private final EntityLists lists;
    private final Entities<Trigger> triggers;
    private final TriggerWriter writer;
    private final TriggerFiring firing;
    private final Throttles throttles;
    private final Sizes sizes;

    TriggersHandler(
            EntityLists lists,
            Entities<Trigger> triggers,
            TriggerWriter writer,
            TriggerFiring firing,
            Throttles throttles,
            Sizes sizes) {
        this.lists = lists;
        this.triggers = triggers;
        this.writer = writer;
        this.firing = firing;
        this.throttles = throttles;
        this.sizes = sizes;
    }

    @Override
    public CompletionStage<Answer> list(Target target) {
        return lists.all(target, EntityCollection.TRIGGERS);
    }

    @Override
    public CompletionStage<Answer> get(Target target, FullyQualifiedName name) {
        Denials.requireOwner(target.caller(), target.namespace(), name.toString());
        return triggers.get(name).thenApply(stored -> answer(stored.value()));
    }

    @Override
    public CompletionStage<Answer> put(Target target, FullyQualifiedName name) {
        Denials.requireOwner(target.caller(), target.namespace(), name.toString());
        return target.document(sizes.request())
                .thenApply(body -> writer.read(target.caller(), body))
                .thenCompose(draft -> draft.store(name, target.query().flag("overwrite", false)))
                .thenApply(TriggersHandler::answer);
    }

    @Override
    public CompletionStage<Answer> delete(Target target, FullyQualifiedName name) {
        Denials.requireOwner(target.caller(), target.namespace(), name.toString());
        return triggers.get(name)
                .thenCompose(stored -> triggers.delete(stored).thenApply(done -> answer(stored.value())));
    }

    /** A fire. */
    @Override
    public CompletionStage<Answer> post(Target target, FullyQualifiedName name) {
        throttles.fire(target.caller());
        Denials.requireOwner(target.caller(), target.namespace(), name.toString());
        int most = sizes.within(target.caller().limits()).payload();
        target.call().requireBodyAtMost(most);
        return target.payload(most)
                .thenCompose(payload -> firing.fire(
                        target.call().transaction(),
                        target.caller(),
                        name,
                        payload,
                        target.call().headers()));
    }

    private static Answer answer(Trigger trigger) {
        return Answer.ok(EntityJson.write(trigger));
    }
}
