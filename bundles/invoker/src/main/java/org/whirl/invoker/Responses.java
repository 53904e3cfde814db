package org.whirl.invoker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.whirl.invoker.Answer.Lost;
import org.whirl.invoker.Answer.Received;
import org.whirl.invoker.Answer.Refused;
import org.whirl.invoker.Answer.TimedOut;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.json.Json;

/** Turns what containers answer into responses (contract: action runtime, section 4). */
final class Responses {
    static final String OUT_OF_MEMORY = "The action exhausted its memory and was aborted.";
    private static final String INIT_FAILED = "The action failed during initialization";
    private static final String NO_VALID_RESULT = "The action did not produce a valid JSON or JSON Array response";

    private Responses() {}

    /** What a failed load means; empty when the answer says that the code is loaded. */
    static Optional<ActivationResponse> ofInit(Answer answer, int limitMillis, long elapsedMillis, int maxBytes) {
        if (answer instanceof Received received) {
            if (received.status() == 200 && !received.truncated()) {
                return Optional.empty();
            }
            if (elapsedMillis < limitMillis) {
                return Optional.of(failedInit(received, maxBytes));
            }
        }
        return Optional.of(
                answer instanceof TimedOut || elapsedMillis >= limitMillis
                        ? developerError(timeLimit(limitMillis) + " during initialization.")
                        : developerError("The action did not initialize and exited unexpectedly."));
    }

    private static ActivationResponse failedInit(Received received, int maxBytes) {
        if (received.truncated()) {
            return developerError(tooLong(received, maxBytes));
        }
        return error(received)
                .map(error ->
                        ActivationResponse.failure(Outcome.DEVELOPER_ERROR, error, Optional.of(received.length())))
                .orElseGet(() -> developerError(INIT_FAILED + rest(received)));
    }

    /** What the answer to a run means. */
    static ActivationResponse ofRun(Answer answer, int limitMillis, long elapsedMillis, int maxBytes) {
        if (answer instanceof TimedOut || elapsedMillis >= limitMillis) {
            return developerError(timeLimit(limitMillis) + ".");
        }
        if (answer instanceof Lost || answer instanceof Refused) {
            return developerError("The action did not produce a valid response and exited unexpectedly.");
        }
        Received received = (Received) answer;
        Optional<Long> size = Optional.of(received.length());
        if (received.truncated()) {
            return new ActivationResponse(
                    Outcome.APPLICATION_ERROR,
                    ActivationResponse.failure(Outcome.APPLICATION_ERROR, tooLong(received, maxBytes))
                            .result(),
                    size);
        }
        Optional<JsonNode> json = parse(received.body()).filter(JsonNode::isContainerNode);
        Optional<JsonNode> error = json.filter(JsonNode::isObject).map(node -> node.get("error"));
        if (error.isPresent()) {
            Outcome outcome = received.status() == 200 ? Outcome.APPLICATION_ERROR : Outcome.DEVELOPER_ERROR;
            return ActivationResponse.failure(outcome, error.get(), size);
        }
        return received.status() == 200 && json.isPresent()
                ? new ActivationResponse(Outcome.SUCCESS, json, size)
                : developerError(NO_VALID_RESULT + rest(received));
    }

    /** A failure by the code of the action, with a text of the platform. */
    static ActivationResponse developerError(String message) {
        return ActivationResponse.failure(Outcome.DEVELOPER_ERROR, message);
    }

    private static String timeLimit(int limitMillis) {
        return "The action exceeded its time limits of " + limitMillis + " milliseconds";
    }

    private static String tooLong(Received received, int maxBytes) {
        return "The action produced a response that exceeded the allowed length: " + received.length() + " > "
                + maxBytes + " bytes. The truncated response was: " + text(received);
    }

    private static String rest(Received received) {
        return received.length() == 0 ? "." : ": " + text(received);
    }

    private static String text(Received received) {
        return new String(received.body(), StandardCharsets.UTF_8);
    }

    private static Optional<JsonNode> error(Received received) {
        return parse(received.body()).filter(JsonNode::isObject).map(node -> node.get("error"));
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.of(Json.parse(body));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
