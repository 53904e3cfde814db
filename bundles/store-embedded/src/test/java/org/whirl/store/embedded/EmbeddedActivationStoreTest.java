package org.whirl.store.embedded;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.store.ActivationStore;
import org.whirl.spi.store.ActivationStoreContract;

public final class EmbeddedActivationStoreTest extends ActivationStoreContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private EmbeddedDatabase database;
    private EmbeddedActivationStore store;

    @Before
    public void open() {
        database = Databases.open(folder.getRoot().toPath());
        store = new EmbeddedActivationStore(database);
    }

    @After
    public void close() {
        store.close();
        database.close();
    }

    @Override
    protected ActivationStore store() {
        return store;
    }
}
