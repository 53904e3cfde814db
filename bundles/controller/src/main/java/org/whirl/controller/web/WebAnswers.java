package org.whirl.controller.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.Answer.Page;
import org.whirl.controller.http.Call;
import org.whirl.controller.http.Failures;
import org.whirl.controller.http.MediaTypes;
import org.whirl.controller.http.RefusedException;
import org.whirl.controller.invoke.Invoked;
import org.whirl.spi.json.Json;

/** The answers to calls of web actions, with no other headers than the contract has (web actions, 1.9 to 1.13). */
final class WebAnswers {
    private static final byte[] NOTHING = {};
    private static final String RETRY = "Retry-After";

    private WebAnswers() {}

    /** What a script may do, asked before it does it. */
    static Answer preflight(List<Map.Entry<String, String>> cors) {
        return Answer.page(200, new Page(Optional.empty(), NOTHING, cors));
    }

    /** What became of an invocation. */
    static Answer ended(Call call, Format format, List<Map.Entry<String, String>> cors, Invoked invoked) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(cors);
        headers.add(Map.entry("x-openwhisk-activation-id", invoked.id().value()));
        try {
            Shown shown = invoked.ended()
                    .map(activation -> Rendering.of(activation.response(), format))
                    .orElseGet(() -> Shown.json(202, error(call, 202, "Response not yet ready.")));
            return admitted(call, shown).orElseGet(() -> {
                headers.addAll(shown.headers());
                return Answer.page(shown.status(), new Page(shown.type(), shown.bytes(), headers));
            });
        } catch (RefusedException e) {
            return refused(call, headers, e);
        }
    }

    private static JsonNode error(Call call, int status, String text) {
        return Failures.error(status, text, call.transaction().id()).json().orElseThrow();
    }

    /** The refusal of a type that the client does not take. */
    private static Optional<Answer> admitted(Call call, Shown shown) {
        Optional<String> refused = shown.type()
                .filter(type -> shown.status() < 400 && shown.bytes().length > 0)
                .filter(type -> !MediaTypes.admits(call.header("Accept").orElse(null), type));
        return refused.map(type -> bare(Failures.error(
                406,
                "Resource representation is only available with these types:\n" + type,
                call.transaction().id())));
    }

    /** A failure, with these headers. */
    static Answer refused(Call call, List<Map.Entry<String, String>> headers, Throwable failure) {
        Answer plain = Failures.answer(failure, call.transaction().id());
        Shown shown = Shown.json(plain.status(), plain.json().orElseThrow());
        List<Map.Entry<String, String>> all = new ArrayList<>(headers);
        Optional.ofNullable(plain.headers().get(RETRY)).ifPresent(pause -> all.add(Map.entry(RETRY, pause)));
        return Answer.page(shown.status(), new Page(shown.type(), shown.bytes(), all));
    }

    /** A failure to read the request, which tells nothing of the action. */
    static Answer unreadable(Call call, Throwable failure) {
        return bare(Failures.answer(failure, call.transaction().id()));
    }

    private static Answer bare(Answer answer) {
        byte[] bytes = Json.bytes(answer.json().orElseThrow());
        return Answer.page(answer.status(), new Page(Optional.of(MediaTypes.JSON), bytes, List.of()));
    }
}
