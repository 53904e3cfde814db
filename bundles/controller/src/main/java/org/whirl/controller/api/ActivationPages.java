package org.whirl.controller.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.whirl.controller.ServiceHolder;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.store.ActivationQuery;
import org.whirl.spi.store.ActivationStore;

/**
 * Collects whole records in small pages. A record may have ten megabytes of logs, so a list that gets too large for the
 * memory ends early, as if its limit were smaller.
 */
final class ActivationPages {
    private static final int PAGE = 10;
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final ServiceHolder<ActivationStore> activations;
    private final ActivationQuery query;
    /** By id, for records that come in meanwhile move others to the next page. */
    private final Map<ActivationId, Activation> records = new LinkedHashMap<>();

    private int read;
    private long bytes;

    ActivationPages(ServiceHolder<ActivationStore> activations, ActivationQuery query) {
        this.activations = activations;
        this.query = query;
    }

    CompletionStage<List<Activation>> collect() {
        int wanted = Math.min(PAGE, query.limit() - read);
        ActivationQuery page = new ActivationQuery(
                query.namespace(), query.name(), query.since(), query.upto(), query.skip() + read, wanted);
        return activations.call(store -> store.list(page)).thenCompose(list -> {
            for (Activation activation : list) {
                bytes += size(activation);
                if (bytes > MOST_BYTES && !records.isEmpty()) {
                    return finished();
                }
                records.put(activation.activationId(), activation);
            }
            read += list.size();
            return list.size() < wanted || read >= query.limit() ? finished() : collect();
        });
    }

    private CompletionStage<List<Activation>> finished() {
        return CompletableFuture.completedFuture(new ArrayList<>(records.values()));
    }

    /** About how many bytes a record has as JSON. */
    static long size(Activation activation) {
        long logs = activation.logs().stream().mapToLong(String::length).sum();
        return logs + activation.response().size().orElse(0L);
    }
}
