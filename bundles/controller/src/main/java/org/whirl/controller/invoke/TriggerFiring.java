package org.whirl.controller.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.whirl.controller.entity.ActionAccess;
import org.whirl.controller.entity.ActionAccess.Callee;
import org.whirl.controller.entity.Entities;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.Failures;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.ActivationResponse;
import org.whirl.spi.entity.ActivationResponse.Outcome;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Identity;
import org.whirl.spi.entity.Parameters;
import org.whirl.spi.entity.Trigger;
import org.whirl.spi.entity.Trigger.RuleLink;
import org.whirl.spi.json.Json;
import org.whirl.spi.messaging.TransactionId;

/**
 * Fires triggers: starts the actions of their rules and keeps a record of it (contract: triggers, 4.1 and 4.2). A fire is
 * accepted once all its actions are, so that what was promised is no longer only in the memory of this process.
 */
public final class TriggerFiring {
    /** Of the body and the connection, or nobody else's business. */
    private static final Set<String> UNTOLD =
            Set.of("content-type", "content-length", "timeout-access", "authorization");

    private static final InvokeQuery NOT_BLOCKING = new InvokeQuery(false, false, 1);
    private static final int NO_CONTENT = 204;
    private static final int FAULT = 500;

    private final Entities<Trigger> triggers;
    private final ActionAccess access;
    private final Invocations invocations;
    private final RecordKeeper records;
    private final Consumer<Identity> throttle;

    /** The throttle fails when a namespace may not invoke another action now. */
    public TriggerFiring(
            Entities<Trigger> triggers,
            ActionAccess access,
            Invocations invocations,
            RecordKeeper records,
            Consumer<Identity> throttle) {
        this.triggers = triggers;
        this.access = access;
        this.invocations = invocations;
        this.records = records;
        this.throttle = throttle;
    }

    /** Fires a trigger that the caller may fire; names of headers are in lower case. */
    public CompletionStage<Answer> fire(
            TransactionId transaction,
            Identity caller,
            FullyQualifiedName name,
            ObjectNode payload,
            Map<String, String> headers) {
        return triggers.findCached(name).thenCompose(found -> {
            Trigger trigger = found.orElseThrow(WhirlException::notFound).value();
            Map<FullyQualifiedName, RuleLink> rules = trigger.rules().orElseGet(Map::of);
            if (rules.values().stream().noneMatch(RuleLink::active)) {
                return CompletableFuture.completedFuture(Answer.empty(NO_CONTENT));
            }
            Fire fire = new Fire(transaction, caller, arguments(trigger, payload, headers));
            long start = System.currentTimeMillis();
            ActivationId id = ActivationId.generate();
            return fire.startAll(rules).thenApply(logs -> {
                records.keep(caller, record(trigger, caller, id, start, payload, logs));
                return InvocationAnswers.of(new Invoked(id, Optional.empty()), false);
            });
        });
    }

    private static ObjectNode arguments(Trigger trigger, ObjectNode payload, Map<String, String> headers) {
        ObjectNode arguments = Json.object();
        trigger.parameters().stream().forEach(parameter -> arguments.set(parameter.key(), parameter.value()));
        ObjectNode told = arguments.putObject("__ow_headers");
        headers.forEach((header, value) -> {
            if (!UNTOLD.contains(header)) {
                told.put(header, value);
            }
        });
        arguments.setAll(payload);
        return arguments;
    }

    private static Activation record(
            Trigger trigger, Identity caller, ActivationId id, long start, JsonNode payload, List<String> logs) {
        return new Activation(
                caller.namespace(),
                trigger.name(),
                trigger.version(),
                caller.subject(),
                id,
                start,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ActivationResponse(Outcome.SUCCESS, Optional.of(payload), Optional.empty()),
                logs,
                Parameters.EMPTY);
    }

    /** One fire; every rule leaves a line of log. */
    private final class Fire {
        private final TransactionId transaction;
        private final Identity caller;
        private final ObjectNode arguments;

        private Fire(TransactionId transaction, Identity caller, ObjectNode arguments) {
            this.transaction = transaction;
            this.caller = caller;
            this.arguments = arguments;
        }

        private CompletionStage<List<String>> startAll(Map<FullyQualifiedName, RuleLink> rules) {
            List<CompletionStage<String>> started = new ArrayList<>();
            rules.forEach((rule, link) -> started.add(start(rule, link)));
            CompletionStage<List<String>> logs = CompletableFuture.completedFuture(new ArrayList<>());
            for (CompletionStage<String> line : started) {
                logs = logs.thenCombine(line, (lines, text) -> {
                    lines.add(text);
                    return lines;
                });
            }
            return logs;
        }

        private CompletionStage<String> start(FullyQualifiedName rule, RuleLink link) {
            if (!link.active()) {
                String why = "Rule '" + rule + "' is inactive, action '" + link.action() + "' was not activated.";
                return CompletableFuture.completedFuture(failed(1, rule, link, why));
            }
            return CompletableFuture.completedFuture(link.action())
                    .thenCompose(this::invoke)
                    .handle((id, failure) -> failure == null ? succeeded(rule, link, id) : failed(rule, link, failure));
        }

        private CompletionStage<ActivationId> invoke(FullyQualifiedName action) {
            throttle.accept(caller);
            return access.find(caller, action).thenCompose(found -> {
                Callee callee = found.orElseThrow(WhirlException::notFound);
                return invocations
                        .run(transaction, caller, callee.action(), callee.place(), arguments, NOT_BLOCKING)
                        .thenApply(Invoked::id);
            });
        }

        private String succeeded(FullyQualifiedName rule, RuleLink link, ActivationId id) {
            return Json.text(Json.object()
                    .put("statusCode", 0)
                    .put("success", true)
                    .put("activationId", id.value())
                    .put("rule", rule.toString())
                    .put("action", link.action().toString()));
        }

        private String failed(FullyQualifiedName rule, RuleLink link, Throwable failure) {
            Answer refusal = Failures.answer(failure, transaction.id());
            String text = refusal.json().orElseGet(Json::object).path("error").asText();
            return failed(refusal.status() < FAULT ? 1 : 3, rule, link, text);
        }

        private static String failed(int statusCode, FullyQualifiedName rule, RuleLink link, String error) {
            return Json.text(Json.object()
                    .put("statusCode", statusCode)
                    .put("success", false)
                    .put("rule", rule.toString())
                    .put("error", error)
                    .put("action", link.action().toString()));
        }
    }
}
