package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.whirl.spi.WhirlException;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.EntityName;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.entity.Rule;
import org.whirl.spi.entity.Trigger;

/** Lost races and documents that cannot be read; what a rule leaves behind where only one of its documents is written. */
public final class EntityFaultsTest {
    private static final String CONFLICT = "Concurrent modification to resource detected.";
    private static final String LINK = "{\"action\":{\"path\":\"guest\",\"name\":\"a\"},\"status\":\"active\"}";
    private static final String T_A = "{\"trigger\":\"/_/t\",\"action\":\"/_/a\"}";

    private final ApiFixture api = new ApiFixture();
    private final Vectors vectors = new Vectors("faults of entities", api);

    @Before
    public void prepare() {
        vectors.check("PUT /triggers/t", "{}", 200);
        vectors.check("PUT /triggers/u", "{}", 200);
        vectors.check("PUT /actions/a", "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}", 200);
        vectors.check("PUT /packages/p", "{}", 200);
        vectors.check("PUT /rules/r", T_A, 200);
    }

    @After
    public void close() {
        vectors.report();
        api.close();
    }

    private void fail(FaultyStore.Fault fault) {
        api.api.bind(FaultyStore.of(api.artifacts, fault));
    }

    private static FaultyStore.Fault stale(String method, Class<?> type) {
        return (called, subject) -> called.equals(method) && type.isInstance(subject)
                ? Optional.of(WhirlException.staleRevision())
                : Optional.empty();
    }

    private String links(String trigger) {
        return vectors.check("GET /triggers/" + trigger, null, 200).at("/rules");
    }

    @Test
    public void forgetsARuleThatCouldNotBeCreated() {
        fail(stale("put", Rule.class));
        vectors.refused("PUT /rules/new", T_A.replace("/_/t", "/_/u"), 409, CONFLICT);
        assertThat(links("u")).isEqualTo("{}");
        assertThat(links("t")).isEqualTo("{\"guest/r\":" + LINK + "}");
    }

    @Test
    public void keepsARuleThatCouldNotBeMoved() {
        fail(stale("put", Rule.class));
        vectors.refused("PUT /rules/r?overwrite=true", "{\"trigger\":\"/_/u\"}", 409, CONFLICT);
        assertThat(links("u")).isEqualTo("{}");
        assertThat(links("t")).isEqualTo("{\"guest/r\":" + LINK + "}");
    }

    @Test
    public void keepsARuleThatCouldNotBeDeleted() {
        fail((method, subject) ->
                method.equals("delete") ? Optional.of(WhirlException.staleRevision()) : Optional.empty());
        vectors.refused("DELETE /rules/r", null, 409, CONFLICT);
        assertThat(links("t")).isEqualTo("{\"guest/r\":" + LINK + "}");
        vectors.refused("DELETE /triggers/t", null, 409, CONFLICT);
        vectors.refused("DELETE /packages/p", null, 409, CONFLICT);
    }

    @Test
    public void leavesNoLinkOfARuleThatIsDeletedWhileItIsSwitchedOn() {
        AtomicInteger reads = new AtomicInteger();
        FullyQualifiedName rule = FullyQualifiedName.of("guest", "r");
        fail((method, subject) -> {
            if (method.equals("get") && subject.equals(rule) && reads.incrementAndGet() == 2) {
                api.artifacts
                        .get(rule)
                        .thenCompose(stored ->
                                api.artifacts.delete(rule, stored.orElseThrow().revision()));
            }
            return Optional.empty();
        });
        vectors.refused("POST /rules/r", "{\"status\":\"active\"}", 404, "The requested resource does not exist.");
        assertThat(links("t")).isEqualTo("{}");
    }

    @Test
    public void triesAgainWhereOthersChangeTheTrigger() {
        AtomicInteger races = new AtomicInteger();
        fail((method, subject) -> method.equals("put") && subject instanceof Trigger && races.incrementAndGet() <= 5
                ? Optional.of(WhirlException.staleRevision())
                : Optional.empty());
        vectors.check("POST /rules/r", "{\"status\":\"inactive\"}", 200);
        assertThat(links("t")).contains("\"inactive\"");
        assertThat(races.get()).isEqualTo(6);
        fail(stale("put", Trigger.class));
        vectors.refused("POST /rules/r", "{\"status\":\"active\"}", 409, CONFLICT);
        vectors.refused("PUT /triggers/t?overwrite=true", "{}", 409, CONFLICT);
    }

    @Test
    public void deletesThousandsOfActionsWithTheirPackage() {
        vectors.check("PUT /actions/p/a", "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}", 200);
        Action action = (Action) api.artifacts
                .get(FullyQualifiedName.parse("guest/p/a"))
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .value();
        for (int i = 0; i < 5000; i++) {
            api.artifacts.put(
                    new Action(
                            action.namespace(),
                            new EntityName("a" + i),
                            action.version(),
                            action.publish(),
                            action.updated(),
                            action.exec(),
                            action.parameters(),
                            action.limits(),
                            action.annotations()),
                    Optional.empty());
        }
        assertThat(vectors.check("GET /packages/p", null, 200).json().path("actions"))
                .hasSize(5001);
        vectors.check("DELETE /packages/p?force=true", null, 200);
        assertThat(vectors.check("GET /actions?count=true", null, 200).body()).isEqualTo("{\"actions\":1}");
    }

    @Test
    public void saysThatADocumentCannotBeRead() {
        fail((method, subject) -> method.equals("get")
                ? Optional.of(WhirlException.corrupted(new IllegalArgumentException("nonsense")))
                : Optional.empty());
        for (String path : new String[] {"/actions/a", "/packages/p", "/triggers/t", "/rules/r"}) {
            for (String method : new String[] {"GET ", "DELETE ", "PUT "}) {
                String body = path.equals("/actions/a") ? "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"}}" : "{}";
                vectors.refused(
                        method + path + "?overwrite=true", body, 500, "Resource is corrupted and cannot be read.");
            }
        }
    }
}
