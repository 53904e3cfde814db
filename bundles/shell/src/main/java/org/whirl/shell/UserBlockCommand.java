package org.whirl.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "whirl", name = "user-block", description = "Refuse all credentials of subjects, at once")
public final class UserBlockCommand extends BlockingCommand {
    @Override
    boolean blocked() {
        return true;
    }

    @Override
    String verb() {
        return "block";
    }
}
