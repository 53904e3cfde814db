package org.whirl.messaging.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.whirl.spi.store.Stages.await;
import static org.whirl.spi.store.Stages.awaitFailure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.WhirlException;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.Message;
import org.whirl.spi.messaging.Messages;
import org.whirl.spi.messaging.MessagingProvider;
import org.whirl.spi.messaging.MessagingProvider.Delivery;
import org.whirl.spi.messaging.MessagingProviderContract;

public final class LocalMessagingTest extends MessagingProviderContract {
    private static final int CAPACITY = 60;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private LocalMessaging messaging;

    @Before
    public void open() {
        messaging = new LocalMessaging(new Settings(folder.getRoot().toPath(), CAPACITY));
    }

    @After
    public void close() {
        messaging.close();
    }

    @Override
    protected MessagingProvider messaging() {
        return messaging;
    }

    /** The state of the disk as a crash would leave it now, opened anew. */
    private LocalMessaging afterCrash() throws Exception {
        Path copy = folder.newFolder().toPath();
        Files.copy(folder.getRoot().toPath().resolve("messages.mv"), copy.resolve("messages.mv"));
        return new LocalMessaging(new Settings(copy, CAPACITY));
    }

    private static List<Delivery> collect(MessagingProvider provider, String topic) {
        List<Delivery> received = new CopyOnWriteArrayList<>();
        provider.subscribe(topic, topic, 10, delivery -> {
            received.add(delivery);
            return new CompletableFuture<>();
        });
        return received;
    }

    @Test
    public void acceptedActivationsComeBackAfterACrash() throws Exception {
        ActivationMessage first = Messages.activation("guest/one", false);
        ActivationMessage second = Messages.activation("guest/two", false);
        await(messaging.send("invoker0", first));
        await(messaging.send("invoker0", second));
        collect(messaging, "invoker0");
        LocalMessaging revived = afterCrash();
        assertThat(collect(revived, "invoker0")).containsExactly(new Delivery(first, true), new Delivery(second, true));
        revived.close();
    }

    @Test
    public void anActivationThatSomebodyWaitsForIsNotRepeated() throws Exception {
        await(messaging.send("invoker0", Messages.activation("guest/waiting", true)));
        LocalMessaging revived = afterCrash();
        assertThat(collect(revived, "invoker0")).isEmpty();
        revived.close();
    }

    @Test
    public void whatIsDoneIsForgotten() {
        messaging.subscribe("invoker0", "invoker0", 1, delivery -> CompletableFuture.completedFuture(null));
        for (int i = 0; i < 3 * CAPACITY; i++) {
            await(messaging.send("invoker0", Messages.activation("guest/a", i % 2 == 0)));
        }
        messaging.close();
        open();
        assertThat(collect(messaging, "invoker0")).isEmpty();
    }

    @Test
    public void aFullTopicRefusesAndTakesAgainWhenThereIsRoom() {
        for (int i = 0; i < CAPACITY; i++) {
            await(messaging.send("invoker0", Messages.activation("guest/a", true)));
        }
        Message further = Messages.activation("guest/a", false);
        assertThat(awaitFailure(messaging.send("invoker0", further), WhirlException.Kind.UNAVAILABLE))
                .hasMessageContaining("'invoker0' is full (60 messages");
        messaging.subscribe("invoker0", "invoker0", 1, delivery -> CompletableFuture.completedFuture(null));
        await(messaging.send("invoker0", further));
    }

    @Test
    public void wrongSettingsNameTheirKey() {
        assertThatThrownBy(() -> new Settings(Path.of("x"), 0)).hasMessageContaining("topic.capacity");
    }
}
