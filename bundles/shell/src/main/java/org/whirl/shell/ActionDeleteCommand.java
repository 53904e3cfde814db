package org.whirl.shell;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.whirl.spi.entity.FullyQualifiedName;

@Service
@Command(scope = "whirl", name = "action-delete", description = "Delete an action")
public final class ActionDeleteCommand extends RestCommand {
    @Argument(name = "name", required = true, description = "NAME, PACKAGE/NAME or /NAMESPACE/[PACKAGE/]NAME")
    @Completion(ActionCompleter.class)
    String name;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    @Completion(
            value = StringsCompleter.class,
            values = {"--namespace", "--auth"})
    List<String> more;

    @Override
    void run() {
        FullyQualifiedName action = Names.action(name, namespace);
        ApiClient.Answer answer = api().action("DELETE", action, "", Optional.empty());
        if (!answer.isOk()) {
            throw answer.failure();
        }
        print("deleted /" + action);
    }
}
