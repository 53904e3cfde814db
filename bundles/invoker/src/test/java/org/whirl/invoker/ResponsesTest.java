package org.whirl.invoker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.Test;
import org.whirl.invoker.Answer.Lost;
import org.whirl.invoker.Answer.Received;
import org.whirl.invoker.Answer.TimedOut;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.json.Json;

/** The tables of the contract: action runtime, sections 4.1 and 4.2. */
public final class ResponsesTest {
    private static final int LIMIT = 1_000;
    private static final int MAX = 40;

    private static Received answer(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Received(status, bytes, bytes.length);
    }

    private static String result(ActivationResponse response) {
        return Json.text(response.result().orElseThrow());
    }

    private static void run(Answer answer, long elapsed, Outcome outcome, String result) {
        ActivationResponse response = Responses.ofRun(answer, LIMIT, elapsed, MAX);
        assertThat(response.outcome()).isEqualTo(outcome);
        assertThat(result(response)).isEqualTo(result);
    }

    private static void init(Answer answer, long elapsed, String result) {
        ActivationResponse response =
                Responses.ofInit(answer, LIMIT, elapsed, MAX).orElseThrow();
        assertThat(response.outcome()).isEqualTo(Outcome.DEVELOPER_ERROR);
        assertThat(result(response)).isEqualTo(result);
    }

    @Test
    public void runs() {
        run(answer(200, "{\"a\":1}"), 1, Outcome.SUCCESS, "{\"a\":1}");
        run(answer(200, "[{\"error\":1}]"), 1, Outcome.SUCCESS, "[{\"error\":1}]");
        run(answer(200, "{\"error\":null,\"b\":2}"), 1, Outcome.APPLICATION_ERROR, "{\"error\":null}");
        String invalid = "{\"error\":\"The action did not produce a valid JSON or JSON Array response";
        run(answer(200, "null"), 1, Outcome.DEVELOPER_ERROR, invalid + ": null\"}");
        run(answer(200, "nonsense"), 1, Outcome.DEVELOPER_ERROR, invalid + ": nonsense\"}");
        run(answer(200, ""), 1, Outcome.DEVELOPER_ERROR, invalid + ".\"}");
        run(answer(502, "{\"error\":{\"deep\":true}}"), 1, Outcome.DEVELOPER_ERROR, "{\"error\":{\"deep\":true}}");
        run(answer(502, "{\"other\":1}"), 1, Outcome.DEVELOPER_ERROR, invalid + ": {\\\"other\\\":1}\"}");
        String late = "{\"error\":\"The action exceeded its time limits of 1000 milliseconds.\"}";
        run(new TimedOut(), 1_000, Outcome.DEVELOPER_ERROR, late);
        run(answer(200, "{}"), 1_000, Outcome.DEVELOPER_ERROR, late);
        run(
                new Lost(),
                1,
                Outcome.DEVELOPER_ERROR,
                "{\"error\":\"The action did not produce a valid response and exited unexpectedly.\"}");
    }

    @Test
    public void resultsThatAreTooLong() {
        byte[] first = "{\"a\":\"".getBytes(StandardCharsets.UTF_8);
        ActivationResponse response = Responses.ofRun(new Received(200, first, 41), LIMIT, 1, MAX);
        assertThat(response.outcome()).isEqualTo(Outcome.APPLICATION_ERROR);
        assertThat(response.size()).contains(41L);
        assertThat(result(response))
                .isEqualTo("{\"error\":\"The action produced a response that exceeded the allowed length: 41 > 40"
                        + " bytes. The truncated response was: {\\\"a\\\":\\\"\"}");
    }

    @Test
    public void sizesAreThoseOfTheAnswer() {
        assertThat(Responses.ofRun(answer(200, "{\"a\": 1}"), LIMIT, 1, MAX).size())
                .isEqualTo(Optional.of(8L));
    }

    @Test
    public void loads() {
        assertThat(Responses.ofInit(answer(200, "whatever"), LIMIT, 5, MAX)).isEmpty();
        init(answer(502, "{\"error\":[1]}"), 5, "{\"error\":[1]}");
        init(answer(502, ""), 5, "{\"error\":\"The action failed during initialization.\"}");
        init(answer(403, "no"), 5, "{\"error\":\"The action failed during initialization: no\"}");
        init(
                new TimedOut(),
                1_000,
                "{\"error\":\"The action exceeded its time limits of 1000 milliseconds during initialization.\"}");
        init(new Lost(), 5, "{\"error\":\"The action did not initialize and exited unexpectedly.\"}");
    }
}
