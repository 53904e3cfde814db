package org.whirl.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;

@Service
@Command(scope = "whirl", name = "limits-delete", description = "Let the platform's limits hold for a namespace again")
public final class LimitsDeleteCommand extends SubjectCommand {
    @Argument(name = "namespace", required = true, description = "The namespace")
    @Completion(NamespaceCompleter.class)
    String namespace;

    @Override
    void run() {
        if (!Services.await(store().deleteLimits(namespace))) {
            throw new WhirlException(
                    Kind.NOT_FOUND, "Failed to delete limits (\"" + namespace + "\" has none of its own)");
        }
        print("Limits deleted");
    }
}
