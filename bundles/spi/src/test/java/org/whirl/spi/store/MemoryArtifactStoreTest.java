package org.whirl.spi.store;

public final class MemoryArtifactStoreTest extends ArtifactStoreContract {
    private final MemoryArtifactStore store = new MemoryArtifactStore();

    @Override
    protected ArtifactStore store() {
        return store;
    }
}
