package org.whirl.shell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.Entity;
import org.whirl.spi.entity.FullyQualifiedName;
import org.whirl.spi.json.EntityJson;
import org.whirl.spi.store.ArtifactStore;

@Service
@Command(scope = "whirl", name = "action-get", description = "Show an action, or its code")
public final class ActionGetCommand extends NamespaceCommand {
    @Reference(optional = true)
    ArtifactStore store;

    @Argument(name = "name", required = true, description = "NAME, PACKAGE/NAME or /NAMESPACE/[PACKAGE/]NAME")
    @Completion(ActionCompleter.class)
    String name;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    @Completion(
            value = StringsCompleter.class,
            values = {"--code", "--namespace"})
    List<String> more;

    @Option(name = "--code", description = "Show the code and nothing else")
    boolean code;

    @Override
    void run() {
        Services.required(store, "the store");
        FullyQualifiedName wanted = Names.action(name, namespace);
        Entity entity = Services.await(store.get(wanted))
                .orElseThrow(() -> new IllegalArgumentException("there is no action /" + wanted))
                .value();
        if (!(entity instanceof Action action)) {
            throw new IllegalArgumentException("/" + wanted + " is not an action but a "
                    + entity.collection().entityType());
        }
        if (code) {
            print(Services.await(store.code(action)));
            return;
        }
        ObjectNode json = EntityJson.write(action);
        json.withObjectProperty("exec").remove("code");
        print(json);
    }
}
