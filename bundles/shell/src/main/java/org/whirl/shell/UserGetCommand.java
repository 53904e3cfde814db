package org.whirl.shell;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Subject;

@Service
@Command(
        scope = "whirl",
        name = "user-get",
        description =
                "Show the credentials of a subject: whole where keys are stored as they are, else without the key,"
                        + " which only user-create ever shows")
public final class UserGetCommand extends SubjectCommand {
    @Argument(name = "subject", required = true, description = "Name of the subject")
    @Completion(SubjectCompleter.class)
    String subject;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    List<String> more;

    @Option(
            name = "--namespace",
            aliases = {"-ns", "-n"},
            description = "The namespace; by default it is called like the subject")
    @Completion(NamespaceCompleter.class)
    String namespace;

    @Option(
            name = "--all",
            aliases = {"-a"},
            description = "All namespaces of the subject")
    boolean all;

    @Override
    void run() {
        Subject found = get(subject, "Failed to get subject").value();
        if (all) {
            found.namespaces().forEach(key -> print(key.namespace() + "\t" + pair(key)));
            return;
        }
        String where = Optional.ofNullable(namespace).orElse(subject);
        print(key(found, where)
                .map(SubjectCommand::pair)
                .orElseThrow(() -> new WhirlException(
                        Kind.NOT_FOUND, "namespace \"" + where + "\" not found for \"" + subject + "\"")));
    }
}
