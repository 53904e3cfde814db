package org.whirl.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "whirl", name = "user-unblock", description = "Accept the credentials of blocked subjects again")
public final class UserUnblockCommand extends BlockingCommand {
    @Override
    boolean blocked() {
        return false;
    }

    @Override
    String verb() {
        return "unblock";
    }
}
