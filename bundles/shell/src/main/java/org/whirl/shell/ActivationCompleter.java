package org.whirl.shell;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.whirl.spi.store.ActivationQuery;
import org.whirl.spi.store.ActivationStore;

/** Completes the ids of recent activations. */
@Service
public final class ActivationCompleter implements Completer {
    private static final int LIMIT = 30;

    @Reference(optional = true)
    ActivationStore store;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        ActivationQuery query = new ActivationQuery(
                Completions.namespace(line), Optional.empty(), Optional.empty(), Optional.empty(), 0, LIMIT);
        return Completions.offer(
                Completions.ask(store, service -> service.listSummaries(query), activation -> activation
                        .activationId()
                        .value()),
                line,
                candidates);
    }
}
