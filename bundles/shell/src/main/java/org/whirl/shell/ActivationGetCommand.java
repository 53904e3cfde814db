package org.whirl.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.whirl.spi.json.ActivationJson;

@Service
@Command(scope = "whirl", name = "activation-get", description = "Show the record of an activation")
public final class ActivationGetCommand extends ActivationCommand {
    @Override
    void run() {
        print(ActivationJson.write(activation()));
    }
}
