package org.whirl.store.embedded;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.ArtifactStoreContract;

public final class EmbeddedArtifactStoreTest extends ArtifactStoreContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private EmbeddedDatabase database;
    private EmbeddedArtifactStore store;

    @Before
    public void open() {
        database = Databases.open(folder.getRoot().toPath());
        store = new EmbeddedArtifactStore(database);
    }

    @After
    public void close() {
        store.close();
        database.close();
    }

    @Override
    protected ArtifactStore store() {
        return store;
    }
}
