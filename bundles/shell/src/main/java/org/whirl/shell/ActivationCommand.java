package org.whirl.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.whirl.spi.entity.Activation;
import org.whirl.spi.entity.ActivationId;
import org.whirl.spi.store.ActivationStore;

/** A command about one activation. */
abstract class ActivationCommand extends NamespaceCommand {
    @Reference(optional = true)
    ActivationStore store;

    @Argument(name = "id", required = true, description = "Activation id, 32 hexadecimal characters")
    @Completion(ActivationCompleter.class)
    String id;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    @Completion(
            value = StringsCompleter.class,
            values = {"--namespace"})
    List<String> more;

    final Activation activation() {
        return Services.await(Services.required(store, "the activation store").get(namespace, new ActivationId(id)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no activation " + id + " in the namespace " + namespace + " (yet)"));
    }
}
