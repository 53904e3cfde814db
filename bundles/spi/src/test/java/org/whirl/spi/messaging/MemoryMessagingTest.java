package org.whirl.spi.messaging;

/** The fake keeps the contract, so that tests against it mean something. */
public final class MemoryMessagingTest extends MessagingProviderContract {
    private final MessagingProvider messaging = new MemoryMessaging();

    @Override
    protected MessagingProvider messaging() {
        return messaging;
    }
}
