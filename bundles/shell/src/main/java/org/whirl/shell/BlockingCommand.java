package org.whirl.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.whirl.spi.WhirlException;
import org.whirl.spi.WhirlException.Kind;
import org.whirl.spi.entity.Subject;
import org.whirl.spi.store.Stored;

/** Blocks or unblocks subjects; one that fails does not keep it from the others. */
abstract class BlockingCommand extends SubjectCommand {
    @Argument(name = "subjects", required = true, multiValued = true, description = "Names of the subjects")
    @Completion(SubjectCompleter.class)
    List<String> subjects;

    abstract boolean blocked();

    abstract String verb();

    @Override
    void run() {
        int failures = 0;
        for (String subject : subjects) {
            try {
                Stored<Subject> found = get(subject, "Failed to " + verb() + " \"" + subject + "\"");
                replace(found, new Subject(subject, blocked(), found.value().namespaces()));
                print("\"" + subject + "\" " + verb() + "ed successfully");
            } catch (WhirlException e) {
                failures++;
                print(e.getMessage());
            }
        }
        if (failures > 0) {
            throw new WhirlException(Kind.NOT_FOUND, failures + " of " + subjects.size() + " failed");
        }
    }
}
