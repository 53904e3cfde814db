package org.whirl.spi.messaging;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;

/** The bus between controllers and invokers: named topics, each message to one member of every group. */
public interface MessagingProvider {
    /**
     * A message handed to a consumer.
     *
     * @param message what was sent
     * @param repeated whether it may have been handed out before, by a process that then crashed
     */
    record Delivery(Message message, boolean repeated) {
        /** The message is required. */
        public Delivery {
            requireNonNull(message);
        }
    }

    /** What a consumer does with a message. */
    @FunctionalInterface
    interface MessageHandler {
        /**
         * Called for each message in the order of the topic, never blocking. The message counts as done when the stage
         * completes, normally or not. One that is not done is delivered again after a crash, unless it is an
         * activation that somebody waits for: its caller learns of the crash and decides.
         */
        CompletionStage<Void> handle(Delivery delivery);
    }

    /**
     * Sends a message. The stage completes when the bus has accepted it, and fails with {@code UNAVAILABLE} when it
     * cannot. An activation that nobody waits for is on disk by then.
     */
    CompletionStage<Void> send(String topic, Message message);

    /**
     * Reads a topic.
     *
     * @param topic which one; made when it does not exist
     * @param group members of one group share the messages, each group gets all
     * @param maxInFlight most messages handed out and not done, positive; more wait in the topic
     * @param handler gets the messages
     * @return closing it ends the calls; what is in flight may still finish
     */
    Subscription subscribe(String topic, String group, int maxInFlight, MessageHandler handler);

    /** A running consumer. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
