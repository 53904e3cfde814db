package org.whirl.spi.store;

public final class MemorySubjectStoreTest extends SubjectStoreContract {
    private final MemorySubjectStore store = new MemorySubjectStore();

    @Override
    protected SubjectStore store() {
        return store;
    }
}
