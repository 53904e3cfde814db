package org.whirl.controller.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.Settings.Sizes;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.SemanticVersion;
import org.whirl.spi.entity.Trigger;
import org.whirl.spi.store.Stored;

/** Creates and updates triggers (contract: REST API, 3.5). */
public final class TriggerWriter {
    private final Entities<Trigger> triggers;
    private final Sizes sizes;

    /** With parameters and annotations of these sizes, or those of the namespace. */
    public TriggerWriter(Entities<Trigger> triggers, Sizes sizes) {
        this.triggers = triggers;
        this.sizes = sizes;
    }

    /** What a client wrote, checked as far as that needs nothing stored. */
    public final class Draft {
        private final TriggerContent content;

        private Draft(TriggerContent content) {
            this.content = content;
        }

        /** Stores it. */
        public CompletionStage<Trigger> store(FullyQualifiedName name, boolean overwrite) {
            return triggers.findForPut(name, overwrite)
                    .thenCompose(found -> triggers.put(
                            found.map(stored -> update(stored.value(), content)).orElseGet(() -> create(name, content)),
                            found.map(Stored::revision)))
                    .thenApply(Stored::value);
        }
    }

    /** Reads a body; fails with {@code BAD_REQUEST} or {@code TOO_LARGE}. */
    public Draft read(Identity caller, JsonNode body) {
        return new Draft(TriggerContent.read(body, sizes.within(caller.limits()).parameters()));
    }

    private static Trigger create(FullyQualifiedName name, TriggerContent content) {
        Parameters annotations = content.annotations().orElse(Parameters.EMPTY);
        annotations.get("feed").filter(feed -> !isFeedName(feed)).ifPresent(feed -> {
            throw WhirlException.badRequest("Feed name is not valid");
        });
        return new Trigger(
                name.path(),
                name.name(),
                content.version().orElse(SemanticVersion.FIRST),
                content.publish().orElse(false),
                System.currentTimeMillis(),
                content.parameters().orElse(Parameters.EMPTY),
                Optional.empty(),
                annotations);
    }

    private static boolean isFeedName(JsonNode feed) {
        if (!feed.isTextual()) {
            return false;
        }
        List<String> segments = Arrays.stream(feed.textValue().split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        return !segments.isEmpty() && segments.stream().allMatch(EntityName::isLegal);
    }

    private static Trigger update(Trigger old, TriggerContent content) {
        return new Trigger(
                old.namespace(),
                old.name(),
                content.version().orElseGet(() -> old.version().next()),
                content.publish().orElse(old.publish()),
                Updates.after(old.updated()),
                content.parameters().orElse(old.parameters()),
                old.rules(),
                content.annotations().orElse(old.annotations()));
    }
}
