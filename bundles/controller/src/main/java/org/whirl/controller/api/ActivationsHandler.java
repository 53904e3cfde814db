package org.whirl.controller.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.whirl.controller.HeavyWork;
import org.whirl.controller.ServiceHolder;
import org.whirl.controller.auth.Denials;
import org.whirl.controller.http.Answer;
import org.whirl.controller.http.RefusedException;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.json.ActivationJson;
import org.whirl.spi.json.Json;
import org.whirl.spi.store.ActivationQuery;
import org.whirl.spi.store.ActivationStore;

/** {@code activations}: records of what ran (contract: REST API, 3.7 and 5.4). */
final class ActivationsHandler implements CollectionHandler {
    private static final String COLLECTION = "activations";

    private final ServiceHolder<ActivationStore> activations;

    ActivationsHandler(ServiceHolder<ActivationStore> activations) {
        this.activations = activations;
    }

    @Override
    public CompletionStage<Answer> handle(Target target) {
        List<String> rest = target.rest();
        if (target.method() != HttpMethod.GET || rest.size() > 2) {
            throw RefusedException.noRoute();
        }
        if (rest.isEmpty()) {
            return list(target);
        }
        return rest.size() == 1
                ? get(target, ActivationJson::write)
                : get(target, part(target.slash() ? "" : rest.get(1)));
    }

    private static Function<Activation, ObjectNode> part(String name) {
        return switch (name) {
            case "result" -> activation -> ActivationJson.writeResponse(activation.response());
            case "logs" -> ActivationsHandler::logs;
            default -> throw RefusedException.noRoute();
        };
    }

    private static ObjectNode logs(Activation activation) {
        ObjectNode json = Json.object();
        json.set("logs", ActivationJson.writeLogs(activation.logs()));
        return json;
    }

    private CompletionStage<Answer> get(Target target, Function<Activation, ObjectNode> view) {
        ActivationId id = new ActivationId(target.rest().get(0));
        Denials.requireOwner(target.caller(), target.namespace(), target.namespace() + "/" + id);
        return activations.call(store -> store.get(target.namespace(), id)).thenApply(found -> {
            Activation activation = found.orElseThrow(WhirlException::notFound);
            return Answer.ok(view.apply(activation)).asHeavy(ActivationPages.size(activation) > HeavyWork.THRESHOLD);
        });
    }

    private CompletionStage<Answer> list(Target target) {
        Denials.requireOwner(target.caller(), target.namespace(), target.namespace());
        ListQuery page = ListQuery.of(target.query(), COLLECTION);
        boolean docs = target.query().flag("docs", false);
        ActivationQuery query = ActivationFilter.of(target.query(), target.namespace(), page);
        if (page.count() && docs) {
            throw WhirlException.badRequest("The parameter 'docs' is not permitted with 'count'.");
        }
        if (page.count()) {
            return activations
                    .<Long>call(store -> store.count(query))
                    .thenApply(count -> Answer.ok(Json.object().put(COLLECTION, count)));
        }
        // Whole records may have megabytes each.
        return docs
                ? activations.call(store -> store.list(query)).thenApply(list -> array(list, ActivationJson::write)
                        .asHeavy(true))
                : activations
                        .call(store -> store.listSummaries(query))
                        .thenApply(list -> array(list, ActivationJson::writeSummary));
    }

    private static Answer array(List<Activation> list, Function<Activation, ObjectNode> view) {
        ArrayNode array = Json.array();
        list.forEach(activation -> array.add(view.apply(activation)));
        return Answer.ok(array);
    }
}
