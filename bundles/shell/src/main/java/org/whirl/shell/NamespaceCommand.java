package org.whirl.shell;

import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;

/** A command whose names are meant in a namespace unless they start with a slash. */
abstract class NamespaceCommand extends WhirlCommand {
    /** The namespace that every installation has. */
    static final String DEFAULT_NAMESPACE = "guest";

    @Option(
            name = "--namespace",
            aliases = "-n",
            description = "Namespace of names without one",
            valueToShowInHelp = DEFAULT_NAMESPACE)
    @Completion(NamespaceCompleter.class)
    String namespace = DEFAULT_NAMESPACE;
}
