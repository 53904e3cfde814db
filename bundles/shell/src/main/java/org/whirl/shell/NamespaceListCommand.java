package org.whirl.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.whirl.spi.entity.NamespaceKey;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.SubjectStore;

@Service
@Command(scope = "whirl", name = "namespace-list", description = "List the namespaces and who may act in them")
public final class NamespaceListCommand extends WhirlCommand {
    /** Subjects read at once: enough for a table that a person reads. */
    static final int PAGE = 1000;

    @Reference(optional = true)
    SubjectStore store;

    @Override
    void run() {
        ShellTable table = new ShellTable().emptyTableText("no namespaces");
        table.column("Namespace");
        table.column("Subject");
        table.column("State");
        table.column("Credentials");
        List<Subject> subjects =
                Services.await(Services.required(store, "the subject store").list(0, PAGE));
        for (Subject subject : subjects) {
            for (NamespaceKey key : subject.namespaces()) {
                table.addRow()
                        .addContent(
                                key.namespace(), subject.name(), subject.blocked() ? "blocked" : "active", key.uuid());
            }
        }
        table.print(System.out);
        if (subjects.size() == PAGE) {
            print("the first " + PAGE + " subjects");
        }
    }
}
