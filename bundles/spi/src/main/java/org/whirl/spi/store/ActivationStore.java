package org.whirl.spi.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;

/**
 * Keeps the records of activations. Writes of many callers are batched; a stage that completes means that the record
 * survives the end of the process. Reads see every record whose stage has completed.
 */
public interface ActivationStore {
    /** Stores a record; one with the same id is replaced. */
    CompletionStage<Void> put(Activation activation);

    /** Reads the record of a namespace's activation. */
    CompletionStage<Optional<Activation>> get(String namespace, ActivationId id);

    /**
     * One page of a list, found by index. A name matches the action or trigger name of records in the default package,
     * or package and name as invoked, that is the name of the binding where there was one.
     */
    CompletionStage<List<Activation>> list(ActivationQuery query);

    /** The same page in short: records without response result and logs, for lists. */
    CompletionStage<List<Activation>> listSummaries(ActivationQuery query);

    /** How many records the query has after {@code skip}, whatever its limit. */
    CompletionStage<Long> count(ActivationQuery query);
}
