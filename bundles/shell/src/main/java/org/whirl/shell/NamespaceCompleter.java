package org.whirl.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.store.SubjectStore;

/** Completes namespaces. */
@Service
public final class NamespaceCompleter implements Completer {
    @Reference(optional = true)
    SubjectStore store;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> namespaces = Completions.ask(
                store,
                service -> service.list(0, NamespaceListCommand.PAGE),
                subject -> String.join(
                        "\n",
                        subject.namespaces().stream()
                                .map(NamespaceKey::namespace)
                                .toList()));
        return Completions.offer(namespaces.stream().flatMap(String::lines).toList(), line, candidates);
    }
}
