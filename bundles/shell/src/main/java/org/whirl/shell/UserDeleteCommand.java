package org.whirl.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.Stored;

@Service
@Command(scope = "whirl", name = "user-delete", description = "Remove a subject, or take a namespace away from it")
public final class UserDeleteCommand extends SubjectCommand {
    @Argument(name = "subject", required = true, description = "Name of the subject")
    @Completion(SubjectCompleter.class)
    String subject;

    @Argument(index = 1, name = "options", multiValued = true, description = "Options may follow here too")
    List<String> more;

    @Option(
            name = "--namespace",
            aliases = {"-ns", "-n"},
            description = "Take away this namespace only")
    @Completion(NamespaceCompleter.class)
    String namespace;

    @Override
    void run() {
        requireText(subject, "Subject");
        if (namespace == null) {
            Stored<Subject> found = get(subject, "Failed to delete subject");
            Services.await(store().delete(subject, found.revision()));
            print("Subject deleted");
            return;
        }
        requireText(namespace, "Namespace");
        Stored<Subject> found = get(subject, "Failed to delete subject");
        List<NamespaceKey> keys = new ArrayList<>(found.value().namespaces());
        if (!keys.removeIf(key -> key.namespace().equals(namespace))) {
            throw new WhirlException(
                    Kind.NOT_FOUND, "Namespace \"" + namespace + "\" does not exist for \"" + subject + "\"");
        }
        replace(found, withNamespaces(found.value(), keys));
        print("Namespace deleted");
    }

    private static void requireText(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
    }
}
