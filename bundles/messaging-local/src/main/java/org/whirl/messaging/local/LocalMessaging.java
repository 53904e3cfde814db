package org.whirl.messaging.local;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.Message;
import org.whirl.spi.messaging.MessagingProvider;

/**
 * The bus inside one JVM. Messages are handed over as objects, on the thread of the sender. Activations that nobody
 * waits for are kept in a journal until they are done, so that a crash loses none of them.
 */
@Component(configurationPid = "org.whirl.messaging.local", property = "provider=local")
@Designate(ocd = LocalMessaging.Config.class)
public final class LocalMessaging implements MessagingProvider {
    @ObjectClassDefinition(name = "Messaging in one JVM")
    public @interface Config {
        @AttributeDefinition(description = "Folder that keeps accepted messages until they are done")
        String directory() default "data/messages";

        @AttributeDefinition(description = "Messages that may wait in one topic; further ones are refused")
        int topic_capacity() default 10_000;
    }

    private final Settings settings;
    private final Journal journal;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    @Activate
    public LocalMessaging(Config config) {
        this(Settings.of(config));
    }

    LocalMessaging(Settings settings) {
        this.settings = settings;
        this.journal = Journal.open(settings.directory());
        journal.replay((topic, entry) -> topic(topic).restore(entry));
    }

    @Override
    public CompletionStage<Void> send(String topic, Message message) {
        Topic target = topic(topic);
        if (!target.reserve()) {
            return CompletableFuture.failedFuture(target.full());
        }
        if (message instanceof ActivationMessage activation && !activation.blocking()) {
            return journal.append(topic, activation)
                    .whenComplete((entry, failure) -> {
                        if (failure == null) {
                            target.add(entry);
                        } else {
                            target.release();
                        }
                    })
                    .thenApply(entry -> null);
        }
        target.add(Entry.passing(message));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Subscription subscribe(String topic, String group, int maxInFlight, MessageHandler handler) {
        return topic(topic).subscribe(group, maxInFlight, handler);
    }

    private Topic topic(String name) {
        return topics.computeIfAbsent(name, key -> new Topic(key, settings.topicCapacity()));
    }

    @Deactivate
    void close() {
        journal.close();
    }
}
