package org.whirl.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.SubjectStore;

/** Completes subjects. */
@Service
public final class SubjectCompleter implements Completer {
    @Reference(optional = true)
    SubjectStore store;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names =
                Completions.ask(store, service -> service.list(0, NamespaceListCommand.PAGE), Subject::name);
        return Completions.offer(names, line, candidates);
    }
}
