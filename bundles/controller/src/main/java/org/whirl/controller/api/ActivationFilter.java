package org.whirl.controller.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.whirl.controller.http.Query;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.store.ActivationQuery;

/** The filters of activation lists (contract: REST API, 5.1). */
final class ActivationFilter {
    private ActivationFilter() {}

    static ActivationQuery of(Query query, String namespace, ListQuery page) {
        return new ActivationQuery(
                namespace,
                query.text("name").flatMap(ActivationFilter::name),
                time(query, "since"),
                time(query, "upto"),
                page.skip(),
                page.limit());
    }

    private static Optional<String> name(String text) {
        List<String> segments = Arrays.stream(text.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (segments.size() > 2 || !segments.stream().allMatch(EntityName::isLegal)) {
            throw Query.malformed("name", "Parameter may be a 'simple' name or 'package-name/simple' name: " + text);
        }
        return segments.isEmpty() ? Optional.empty() : Optional.of(String.join("/", segments));
    }

    private static Optional<Long> time(Query query, String name) {
        return query.text(name).map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw Query.malformed(name, "Parameter is not a valid value for epoch seconds: " + text);
            }
        });
    }
}
