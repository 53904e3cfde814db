package org.whirl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.store.Stages.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.store.ActivationQuery;
import org.whirl.spi.store.EntityQuery;
import org.whirl.spi.store.Samples;
import org.whirl.spi.store.Stages;

/** Pages of long lists are complete and in order, wherever they start. */
public final class PagingTest {
    private static final int RECORDS = 20_000;
    private static final int WINDOW = 5_000;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private EmbeddedDatabase database;

    @Before
    public void open() {
        database = Databases.open(folder.getRoot().toPath());
    }

    @After
    public void close() {
        database.close();
    }

    @Test
    public void activationsPageInOrder() {
        EmbeddedActivationStore store = new EmbeddedActivationStore(database);
        List<Activation> records = new ArrayList<>();
        Random random = new Random(1);
        for (int number = 0; number < RECORDS; number++) {
            String path = number % 3 == 0 ? "guest/tools/greet" : "guest/greet";
            records.add(Samples.activation(number % 2 == 0 ? "guest" : "guest2", path, random.nextInt(RECORDS)));
        }
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (Activation record : records) {
            writes.add(store.put(record).toCompletableFuture());
            if (writes.size() == WINDOW) {
                writes.forEach(Stages::await);
                writes.clear();
            }
        }
        writes.forEach(Stages::await);
        records.sort(Comparator.comparing(Activation::start)
                .thenComparing(record -> record.activationId().value())
                .reversed());

        List<Activation> guests = records.stream()
                .filter(record -> record.namespace().equals("guest"))
                .toList();
        checkPages(store, guests, Optional.empty());
        checkPages(
                store,
                guests.stream()
                        .filter(record -> ActivationQuery.nameOf(record).equals("tools/greet"))
                        .toList(),
                Optional.of("tools/greet"));
    }

    private static void checkPages(EmbeddedActivationStore store, List<Activation> expected, Optional<String> name) {
        for (int skip : new int[] {0, 1, 29, 1000, expected.size() - 200, expected.size() - 3, expected.size()}) {
            ActivationQuery query = new ActivationQuery("guest", name, Optional.empty(), Optional.empty(), skip, 200);
            List<Activation> page = expected.subList(skip, Math.min(expected.size(), skip + 200));
            assertThat(await(store.list(query))).isEqualTo(page);
            assertThat(await(store.listSummaries(query)).stream().map(Activation::activationId))
                    .isEqualTo(page.stream().map(Activation::activationId).toList());
            assertThat(await(store.count(query))).isEqualTo(expected.size() - skip);
        }
        ActivationQuery some = new ActivationQuery("guest", name, Optional.of(5_000L), Optional.of(6_000L), 10, 200);
        List<Activation> between = expected.stream()
                .filter(record -> record.start() >= 5_000 && record.start() <= 6_000)
                .toList();
        assertThat(await(store.list(some))).isEqualTo(between.subList(10, Math.min(between.size(), 210)));
        assertThat(await(store.count(some))).isEqualTo(between.size() - 10);
    }

    @Test
    public void entitiesPageInOrder() {
        EmbeddedArtifactStore store = new EmbeddedArtifactStore(database);
        List<Integer> order = new ArrayList<>();
        for (int number = 0; number < RECORDS / 10; number++) {
            order.add(number);
        }
        Collections.shuffle(order, new Random(1));
        order.stream()
                .map(number -> store.put(
                                Samples.action("guest/p" + number % 2 + "/a" + number, number, "code"),
                                Optional.empty())
                        .toCompletableFuture())
                .toList()
                .forEach(Stages::await);
        EntityQuery all = new EntityQuery(EntityCollection.ACTIONS, "guest", Optional.empty(), 500, 200);
        assertThat(await(store.list(all)).stream().map(entity -> entity.updated()))
                .hasSize(200)
                .startsWith(1499L)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(await(store.count(all))).isEqualTo(1500);
        EntityQuery odd =
                new EntityQuery(EntityCollection.ACTIONS, "guest", Optional.of(new EntityName("p1")), 500, 200);
        assertThat(await(store.list(odd)).stream().map(entity -> entity.updated()))
                .hasSize(200)
                .startsWith(999L)
                .allMatch(updated -> updated % 2 == 1)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(await(store.count(odd))).isEqualTo(500);
        store.close();
    }
}
