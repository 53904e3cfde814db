package org.whirl.shell;

import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A command that changes or invokes something. It goes through the platform's own REST API, so that exactly the rules
 * of every other client hold for it.
 */
abstract class RestCommand extends NamespaceCommand {
    @Reference(optional = true)
    ConfigurationAdmin configurations;

    @Option(name = "--auth", description = "Credentials as uuid:key; the default is the key of the guest namespace")
    String credentials;

    final ApiClient api() {
        return ApiClient.of(Services.required(configurations, "the configuration service"), credentials);
    }
}
