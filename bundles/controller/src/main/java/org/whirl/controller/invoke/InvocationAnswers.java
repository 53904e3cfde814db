package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.whirl.controller.http.Answer;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.Exec;
import org.whirl.spi.json.ActivationJson;
import org.whirl.spi.json.Json;

/** The answers to an invocation (contract: REST API, 4.3). */
final class InvocationAnswers {
    private static final String ID_HEADER = "x-openwhisk-activation-id";

    private static final JsonNode SEQUENCE = TextNode.valueOf(Exec.SEQUENCE);

    private InvocationAnswers() {}

    static Answer of(Invoked invoked, boolean resultOnly) {
        return invoked.ended().map(activation -> ended(activation, resultOnly)).orElseGet(() -> accepted(invoked.id()));
    }

    private static Answer accepted(ActivationId id) {
        return Answer.json(202, Json.object().put("activationId", id.value())).with(ID_HEADER, id.value());
    }

    private static Answer ended(Activation activation, boolean resultOnly) {
        ActivationResponse response = activation.response();
        JsonNode result = response.result().orElseGet(Json::object);
        boolean bare = resultOnly || (response.outcome() == Outcome.SUCCESS && result.isArray());
        JsonNode body =
                bare ? result : ActivationJson.write(isChain(activation) ? activation : withoutLogs(activation));
        return Answer.json(status(response.outcome()), body)
                .with(ID_HEADER, activation.activationId().value());
    }

    /** Logs of single actions are collected after the answer; those of a chain name its parts. */
    private static Activation withoutLogs(Activation activation) {
        return activation.withLogs(List.of());
    }

    private static boolean isChain(Activation activation) {
        return activation.annotations().get("kind").filter(SEQUENCE::equals).isPresent();
    }

    private static int status(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> 200;
            case APPLICATION_ERROR, DEVELOPER_ERROR -> 502;
            case INTERNAL_ERROR -> 500;
        };
    }
}
