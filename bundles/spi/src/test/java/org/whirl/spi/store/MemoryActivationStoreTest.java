package org.whirl.spi.store;

public final class MemoryActivationStoreTest extends ActivationStoreContract {
    private final MemoryActivationStore store = new MemoryActivationStore();

    @Override
    protected ActivationStore store() {
        return store;
    }
}
