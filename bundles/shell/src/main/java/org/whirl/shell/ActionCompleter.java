package org.whirl.shell;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.EntityQuery;

/** Completes the names of actions. */
@Service
public final class ActionCompleter implements Completer {
    private static final int LIMIT = 200;

    @Reference(optional = true)
    ArtifactStore store;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        EntityQuery query =
                new EntityQuery(EntityCollection.ACTIONS, Completions.namespace(line), Optional.empty(), 0, LIMIT);
        return Completions.offer(
                Completions.ask(
                        store, service -> service.list(query), entity -> Names.local(entity.fullyQualifiedName())),
                line,
                candidates);
    }
}
