package org.whirl.shell;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.apache.karaf.shell.support.table.ShellTable;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.EntityCollection;
import org.whirl.spi.entity.EntityPath;
import org.whirl.spi.store.ArtifactStore;
import org.whirl.spi.store.EntityQuery;

@Service
@Command(
        scope = "whirl",
        name = "action-list",
        description = "List the actions of a namespace or package, newest first")
public final class ActionListCommand extends NamespaceCommand {
    @Reference(optional = true)
    ArtifactStore store;

    @Argument(name = "path", description = "NAMESPACE or NAMESPACE/PACKAGE; without it the namespace of --namespace")
    @Completion(NamespaceCompleter.class)
    String path;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    @Completion(
            value = StringsCompleter.class,
            values = {"--limit", "--skip", "--namespace"})
    List<String> more;

    @Option(name = "--limit", description = "Most actions to show", valueToShowInHelp = "200")
    int limit = 200;

    @Option(name = "--skip", description = "Actions to leave out at the start", valueToShowInHelp = "0")
    int skip = 0;

    @Override
    void run() {
        EntityPath where = Names.path(Optional.ofNullable(path).orElse(namespace));
        EntityQuery query =
                new EntityQuery(EntityCollection.ACTIONS, where.namespace(), where.packageName(), skip, limit);
        ShellTable table = new ShellTable().emptyTableText("no actions in /" + where);
        table.column("Name");
        table.column("Kind");
        table.column("Version");
        table.column("Memory MB").alignRight();
        table.column("Timeout ms").alignRight();
        table.column("Updated");
        Services.await(Services.required(store, "the store").list(query)).stream()
                .filter(Action.class::isInstance)
                .map(Action.class::cast)
                .forEach(action -> table.addRow()
                        .addContent(
                                "/" + action.fullyQualifiedName(),
                                action.exec().kind(),
                                action.version(),
                                action.limits().memory(),
                                action.limits().timeout(),
                                Times.local(action.updated())));
        table.print(System.out);
    }
}
