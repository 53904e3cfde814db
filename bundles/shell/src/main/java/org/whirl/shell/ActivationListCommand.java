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
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.store.ActivationQuery;
import org.whirl.spi.store.ActivationStore;

@Service
@Command(scope = "whirl", name = "activation-list", description = "List activations, latest first")
public final class ActivationListCommand extends NamespaceCommand {
    @Reference(optional = true)
    ActivationStore store;

    @Argument(name = "name", description = "Only those of this action: NAME, PACKAGE/NAME or /NAMESPACE/[PACKAGE/]NAME")
    @Completion(ActionCompleter.class)
    String name;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    @Completion(
            value = StringsCompleter.class,
            values = {"--limit", "--skip", "--namespace"})
    List<String> more;

    @Option(name = "--limit", description = "Most activations to show", valueToShowInHelp = "30")
    int limit = 30;

    @Option(name = "--skip", description = "Activations to leave out at the start", valueToShowInHelp = "0")
    int skip = 0;

    @Override
    void run() {
        Optional<FullyQualifiedName> action = Optional.ofNullable(name).map(text -> Names.action(text, namespace));
        ActivationQuery query = new ActivationQuery(
                action.map(found -> found.path().namespace()).orElse(namespace),
                action.map(Names::local),
                Optional.empty(),
                Optional.empty(),
                skip,
                limit);
        ShellTable table = new ShellTable().emptyTableText("no activations");
        table.column("Start");
        table.column("Activation id");
        table.column("Name");
        table.column("Kind");
        table.column("Started");
        table.column("Took ms").alignRight();
        table.column("Ended as");
        Services.await(Services.required(store, "the activation store").listSummaries(query))
                .forEach(activation -> addRow(table, activation));
        table.print(System.out);
    }

    private static void addRow(ShellTable table, Activation activation) {
        table.addRow()
                .addContent(
                        Times.local(activation.start()),
                        activation.activationId(),
                        annotation(activation, "path")
                                .orElseGet(() -> activation.name().value()),
                        annotation(activation, "kind").orElse("trigger"),
                        activation.annotations().get("initTime").isPresent() ? "cold" : "warm",
                        activation
                                .end()
                                .map(end -> Long.toString(end - activation.start()))
                                .orElse(""),
                        activation.response().outcome().status());
    }

    private static Optional<String> annotation(Activation activation, String key) {
        return activation.annotations().get(key).map(value -> value.asText());
    }
}
