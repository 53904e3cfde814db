package org.whirl.store.embedded;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.store.SubjectStore;
import org.whirl.spi.store.SubjectStoreContract;

public final class EmbeddedSubjectStoreTest extends SubjectStoreContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private EmbeddedDatabase database;
    private EmbeddedSubjectStore store;

    @Before
    public void open() {
        database = Databases.open(folder.getRoot().toPath());
        store = new EmbeddedSubjectStore(database);
    }

    @After
    public void close() {
        database.close();
    }

    @Override
    protected SubjectStore store() {
        return store;
    }
}
