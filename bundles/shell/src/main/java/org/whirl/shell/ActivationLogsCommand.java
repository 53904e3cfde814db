package org.whirl.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "whirl", name = "activation-logs", description = "Show what an activation printed")
public final class ActivationLogsCommand extends ActivationCommand {
    @Override
    void run() {
        activation().logs().forEach(WhirlCommand::print);
    }
}
