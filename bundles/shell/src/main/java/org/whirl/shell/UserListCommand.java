package org.whirl.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;

@Service
@Command(scope = "whirl", name = "user-list", description = "List who may act in a namespace")
public final class UserListCommand extends SubjectCommand {
    @Argument(name = "namespace", required = true, description = "The namespace")
    @Completion(NamespaceCompleter.class)
    String namespace;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    List<String> more;

    @Option(
            name = "--pick",
            aliases = {"-p"},
            description = "Most lines to show",
            valueToShowInHelp = "1")
    int pick = 1;

    @Option(
            name = "--all",
            aliases = {"-a"},
            description = "Show all")
    boolean all;

    @Option(
            name = "--key",
            aliases = {"-k"},
            description = "Show credentials only")
    boolean keyOnly;

    @Override
    void run() {
        if (pick < 1) {
            throw new IllegalArgumentException("pick at least 1 identity to show");
        }
        List<Subject> subjects = Services.await(store().listByNamespace(namespace));
        if (subjects.isEmpty()) {
            print("no identities found for namespace \"" + namespace + "\"");
        }
        subjects.stream().limit(all ? Long.MAX_VALUE : pick).forEach(this::show);
    }

    private void show(Subject subject) {
        NamespaceKey key = key(subject, namespace).orElseThrow();
        print(keyOnly ? pair(key) : pair(key) + "\t" + subject.name());
    }
}
