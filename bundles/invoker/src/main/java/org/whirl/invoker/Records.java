package org.whirl.invoker;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.Parameter;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.json.LimitsJson;
import org.whirl.spi.messaging.ActivationMessage;

/** Builds activation records (contract: invoker and messaging, section 9). */
final class Records {
    private Records() {}

    /**
     * When things happened, epoch milliseconds.
     *
     * @param began start of loading, or of the run in a warm container
     * @param loaded milliseconds of loading; absent when the container was warm
     * @param ended end of the run, or of a load that failed
     * @param timedOut whether the time limit ended it
     */
    record Times(long began, Optional<Long> loaded, long ended, boolean timedOut) {}

    /** The record of an activation that reached a container. */
    static Activation of(Job job, ActivationResponse response, Times times) {
        ActivationMessage message = job.message();
        List<Parameter> annotations = new ArrayList<>();
        annotations.add(Parameter.of("path", TextNode.valueOf(message.action().toString())));
        annotations.add(Parameter.of(
                "waitTime",
                LongNode.valueOf(
                        Math.max(0, times.began() - message.transaction().start()))));
        annotations.add(
                Parameter.of("kind", TextNode.valueOf(job.action().exec().kind())));
        annotations.add(Parameter.of("timeout", BooleanNode.valueOf(times.timedOut())));
        annotations.add(Parameter.of("limits", LimitsJson.write(job.action().limits())));
        times.loaded().ifPresent(millis -> annotations.add(Parameter.of("initTime", LongNode.valueOf(millis))));
        origin(message, annotations);
        return new Activation(
                message.user().namespace(),
                job.action().name(),
                job.action().version(),
                message.user().subject(),
                message.activationId(),
                times.began(),
                Optional.of(times.ended()),
                Optional.of(times.ended() - times.began()),
                message.cause(),
                response,
                List.of(),
                Parameters.of(annotations));
    }

    /** The record of an activation whose container failed it before it could run. */
    static Activation ofFailed(Job job, ActivationResponse response) {
        long now = System.currentTimeMillis();
        return of(job, response, new Times(now, Optional.empty(), now, false));
    }

    /** The record of an activation that never reached a container. */
    static Activation ofUnstarted(ActivationMessage message, ActivationResponse response) {
        long now = System.currentTimeMillis();
        List<Parameter> annotations = new ArrayList<>();
        annotations.add(Parameter.of("path", TextNode.valueOf(message.action().toString())));
        annotations.add(Parameter.of("kind", TextNode.valueOf("unknown")));
        origin(message, annotations);
        return new Activation(
                message.user().namespace(),
                message.action().name(),
                message.version(),
                message.user().subject(),
                message.activationId(),
                now,
                Optional.of(now),
                Optional.of(0L),
                message.cause(),
                response,
                List.of(),
                Parameters.of(annotations));
    }

    private static void origin(ActivationMessage message, List<Parameter> annotations) {
        message.cause().ifPresent(cause -> annotations.add(Parameter.of("causedBy", TextNode.valueOf("sequence"))));
        message.binding().ifPresent(name -> annotations.add(Parameter.of("binding", TextNode.valueOf(name))));
    }
}
