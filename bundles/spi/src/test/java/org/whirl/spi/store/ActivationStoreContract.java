package org.whirl.spi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Samples.activation;
import static org.whirl.spi.store.Stages.await;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.entity.Parameters;

/** What every store of activations promises. Each test starts with an empty store. */
public abstract class ActivationStoreContract {
    /** The store under test. */
    protected abstract ActivationStore store();

    private Activation put(Activation activation) {
        await(store().put(activation));
        return activation;
    }

    private List<Activation> list(ActivationQuery query) {
        return await(store().list(query));
    }

    @Test
    public void aRecordReadsAsItWasWritten() {
        Activation record = put(activation("guest", "guest/tools/greet", 1000));
        assertThat(await(store().get("guest", record.activationId()))).contains(record);
        Activation fired = put(Samples.fire("guest", "tick", 1000));
        assertThat(await(store().get("guest", fired.activationId()))).contains(fired);
    }

    @Test
    public void onlyTheNamespaceFindsItsRecord() {
        Activation record = put(activation("guest", "guest/greet", 1000));
        assertThat(await(store().get("other", record.activationId()))).isEmpty();
        assertThat(await(store().get("guest", ActivationId.generate()))).isEmpty();
    }

    @Test
    public void theSameIdReplaces() {
        Activation old = put(activation("guest", "guest/greet", 1000));
        Activation replacement = put(activation("guest", "guest/tools/leave", 2000, old.activationId()));
        assertThat(await(store().get("guest", old.activationId()))).contains(replacement);
        assertThat(list(query(0, 10))).containsExactly(replacement);
        assertThat(await(store().count(query(0, 10)))).isEqualTo(1);
        assertThat(list(named("greet"))).isEmpty();
        assertThat(list(named("tools/leave"))).containsExactly(replacement);
    }

    @Test
    public void listsAreLatestFirst() {
        Activation second = put(activation("guest", "guest/a", 2000));
        Activation first = put(activation("guest", "guest/b", 1000));
        Activation third = put(Samples.fire("guest", "c", 3000));
        put(activation("guest2", "guest/a", 2500));
        assertThat(list(query(0, 10))).containsExactly(third, second, first);
        assertThat(list(query(1, 1))).containsExactly(second);
        assertThat(list(query(3, 1))).isEmpty();
    }

    @Test
    public void boundsAreInclusive() {
        List<Activation> records = new ArrayList<>();
        for (long start = 0; start < 5; start++) {
            records.add(0, put(activation("guest", "guest/a", start)));
        }
        assertThat(list(between(Optional.of(1L), Optional.of(3L)))).isEqualTo(records.subList(1, 4));
        assertThat(list(between(Optional.of(3L), Optional.empty()))).isEqualTo(records.subList(0, 2));
        assertThat(list(between(Optional.empty(), Optional.of(0L)))).isEqualTo(records.subList(4, 5));
        assertThat(list(between(Optional.of(-5L), Optional.of(-1L)))).isEmpty();
        assertThat(list(between(Optional.of(3L), Optional.of(1L)))).isEmpty();
        assertThat(await(store().count(between(Optional.of(1L), Optional.of(3L)))))
                .isEqualTo(3);
        assertThat(await(store().count(between(Optional.of(3L), Optional.of(1L)))))
                .isZero();
    }

    @Test
    public void namesTellPackagesApart() {
        Activation plain = put(activation("guest", "guest/greet", 1));
        Activation packaged = put(activation("guest", "guest/tools/greet", 2));
        Activation fired = put(Samples.fire("guest", "greet", 3));
        put(activation("guest", "guest/greeting", 4));
        assertThat(list(named("greet"))).containsExactly(fired, plain);
        assertThat(list(named("tools/greet"))).containsExactly(packaged);
        assertThat(list(named("none/greet"))).isEmpty();
        assertThat(await(store().count(named("greet")))).isEqualTo(2);
    }

    @Test
    public void theNameOfTheBindingCounts() {
        Activation record = activation("guest", "guest/tools/greet", 1);
        Parameters bound = record.annotations().with("binding", TextNode.valueOf("guest/mine"));
        Activation viaBinding = put(new Activation(
                record.namespace(),
                record.name(),
                record.version(),
                record.subject(),
                record.activationId(),
                record.start(),
                record.end(),
                record.duration(),
                record.cause(),
                record.response(),
                record.logs(),
                bound));
        assertThat(list(named("mine/greet"))).containsExactly(viaBinding);
        assertThat(list(named("tools/greet"))).isEmpty();
    }

    @Test
    public void summariesHaveNeitherResultNorLogs() {
        Activation record = put(activation("guest", "guest/tools/greet", 1000));
        Activation summary = await(store().listSummaries(named("tools/greet"))).get(0);
        assertThat(summary.logs()).isEmpty();
        assertThat(summary.response().result()).isEmpty();
        assertThat(summary.response().outcome()).isEqualTo(record.response().outcome());
        assertThat(summary.activationId()).isEqualTo(record.activationId());
        assertThat(summary.name()).isEqualTo(record.name());
        assertThat(summary.start()).isEqualTo(record.start());
        assertThat(summary.end()).isEqualTo(record.end());
        assertThat(summary.cause()).isEqualTo(record.cause());
        assertThat(summary.annotations()).isEqualTo(record.annotations());
    }

    @Test
    public void summariesOfTriggersHaveNoEnd() {
        put(Samples.fire("guest", "tick", 1000));
        Activation summary = await(store().listSummaries(query(0, 1))).get(0);
        assertThat(summary.end()).isEmpty();
        assertThat(summary.duration()).isEmpty();
    }

    @Test
    public void countsAreWhatIsLeftAfterSkip() {
        for (int number = 0; number < 5; number++) {
            put(activation("guest", "guest/a", number));
        }
        assertThat(await(store().count(query(0, 1)))).isEqualTo(5);
        assertThat(await(store().count(query(2, 1)))).isEqualTo(3);
        assertThat(await(store().count(query(9, 1)))).isZero();
    }

    @Test
    public void manyWritersAtOnceLoseNothing() {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int number = 0; number < 500; number++) {
            writes.add(store().put(activation("guest", "guest/a", 1000 + number % 7))
                    .toCompletableFuture());
        }
        writes.forEach(Stages::await);
        assertThat(await(store().count(query(0, 1)))).isEqualTo(500);
        assertThat(list(query(0, 500)).stream().map(Activation::activationId)).doesNotHaveDuplicates();
    }

    private static ActivationQuery query(int skip, int limit) {
        return new ActivationQuery("guest", Optional.empty(), Optional.empty(), Optional.empty(), skip, limit);
    }

    private static ActivationQuery named(String name) {
        return new ActivationQuery("guest", Optional.of(name), Optional.empty(), Optional.empty(), 0, 10);
    }

    private static ActivationQuery between(Optional<Long> since, Optional<Long> upto) {
        return new ActivationQuery("guest", Optional.empty(), since, upto, 0, 10);
    }
}
