package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;
import org.whirl.spi.entity.BasicAuthKey;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.Stored;

/** Who may call: keys, blocked subjects, several namespaces (contract: REST API, 2.1 to 2.3 and 7.1). */
public final class SubjectsTest {
    private static final BasicAuthKey FIRST = ApiFixture.key("2f1c0d9e-5a44-4b0a-9a6d-0c2f9d6a7b11", 'a');
    private static final BasicAuthKey SECOND = ApiFixture.key("7b8f2a10-1f9c-4c55-8a9b-6b0f2f7f0e22", 'b');

    private final ApiFixture api = new ApiFixture();

    @After
    public void stop() {
        api.close();
    }

    private Stored<Subject> write(boolean blocked, Optional<String> revision) {
        Subject subject = new Subject(
                "alice-dev",
                blocked,
                List.of(NamespaceKey.hashed("alice-dev", FIRST), NamespaceKey.plain("team-space", SECOND)));
        return api.subjects.put(subject, revision).toCompletableFuture().join();
    }

    private Reply namespaces(BasicAuthKey key) {
        return api.send("GET /api/v1/namespaces", null, "Authorization", ApiFixture.basic(key));
    }

    @Test
    public void everyPairMeansItsNamespaceHoweverItIsStored() {
        write(false, Optional.empty());
        assertThat(namespaces(FIRST).body()).isEqualTo("[\"alice-dev\"]");
        assertThat(namespaces(SECOND).body()).isEqualTo("[\"team-space\"]");
        BasicAuthKey mixed = new BasicAuthKey(FIRST.uuid(), SECOND.key());
        assertThat(namespaces(mixed).status()).isEqualTo(401);
        assertThat(namespaces(new BasicAuthKey(FIRST.uuid().toUpperCase(Locale.ROOT), FIRST.key()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    public void blockingTakesEffectAtOnce() {
        Stored<Subject> stored = write(false, Optional.empty());
        assertThat(namespaces(FIRST).status()).isEqualTo(200);
        stored = write(true, Optional.of(stored.revision()));
        for (BasicAuthKey key : List.of(FIRST, SECOND)) {
            Reply refused = namespaces(key);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.error()).isEqualTo("The supplied authentication is invalid");
        }
        stored = write(false, Optional.of(stored.revision()));
        assertThat(namespaces(FIRST).status()).isEqualTo(200);
        api.subjects.delete("alice-dev", stored.revision());
        assertThat(namespaces(FIRST).status()).isEqualTo(401);
    }

    @Test
    public void theDigestOfAKeyIsNoKey() {
        write(false, Optional.empty());
        String digest = NamespaceKey.hashed("alice-dev", FIRST).secret().substring("sha256:".length());
        assertThat(digest).hasSize(BasicAuthKey.KEY_LENGTH);
        assertThat(namespaces(new BasicAuthKey(FIRST.uuid(), digest)).status()).isEqualTo(401);
    }

    @Test
    public void aPairInTwoDocumentsIsAnError() {
        write(false, Optional.empty());
        api.subjects.put(new Subject("bobby", false, List.of(NamespaceKey.hashed("bobby", FIRST))), Optional.empty());
        assertThat(namespaces(FIRST).status()).isEqualTo(500);
        assertThat(namespaces(FIRST).error()).isEqualTo("There was an internal server error.");
    }

    @Test
    public void keysOfTheGuestAreDigestsUnlessOthersShallReadThem() {
        assertThat(guest(api).secret()).startsWith("sha256:");
        try (ApiFixture plain = new ApiFixture(settings -> new Settings(
                settings.host(),
                settings.port(),
                settings.eventLoops(),
                settings.guest(),
                true,
                settings.sharedExecuteOnly(),
                settings.bounds(),
                settings.sizes(),
                settings.quotas(),
                settings.times()))) {
            assertThat(guest(plain).credentials()).contains(ApiFixture.GUEST);
        }
    }

    private static NamespaceKey guest(ApiFixture fixture) {
        return fixture.subjects
                .get("guest")
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .value()
                .namespaces()
                .get(0);
    }
}
