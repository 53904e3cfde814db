package org.whirl.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.RegistryImpl;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;

/** Karaf's shell without Karaf: injects services, reads arguments and options, and runs a command. */
final class Shell {
    static final List<Class<?>> COMMANDS = List.of(
            ActionCreateCommand.class,
            ActionDeleteCommand.class,
            ActionGetCommand.class,
            ActionInvokeCommand.class,
            ActionListCommand.class,
            ActivationGetCommand.class,
            ActivationListCommand.class,
            ActivationLogsCommand.class,
            InvokerListCommand.class,
            LimitsDeleteCommand.class,
            LimitsGetCommand.class,
            LimitsSetCommand.class,
            NamespaceListCommand.class,
            RuntimeListCommand.class,
            UserBlockCommand.class,
            UserCreateCommand.class,
            UserDeleteCommand.class,
            UserGetCommand.class,
            UserListCommand.class,
            UserUnblockCommand.class,
            UserWhoisCommand.class);
    private static final List<Class<?>> COMPLETERS = List.of(
            ActionCompleter.class,
            ActivationCompleter.class,
            KindCompleter.class,
            NamespaceCompleter.class,
            SubjectCompleter.class);

    private final RegistryImpl registry = new RegistryImpl(null);
    private final Session session = fake(Session.class, Map.of("getRegistry", registry));

    Shell(Object... services) {
        Arrays.stream(services).forEach(registry::register);
        ManagerImpl manager = new ManagerImpl(registry, registry);
        COMMANDS.forEach(manager::register);
        COMPLETERS.forEach(manager::register);
    }

    /** The output of a command. */
    String run(String name, Object... words) throws Exception {
        Command command = registry.getCommand("whirl", name);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        capture(output, () -> command.execute(session, new ArrayList<>(Arrays.asList(words))));
        return output.toString(StandardCharsets.UTF_8);
    }

    private static void capture(ByteArrayOutputStream output, Callable<Object> work) throws Exception {
        PrintStream before = System.out;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            work.call();
        } finally {
            System.setOut(before);
        }
    }

    /** What a completer offers for the start of a word. */
    List<String> complete(Class<? extends org.apache.karaf.shell.api.console.Completer> completer, String start) {
        List<String> candidates = new ArrayList<>();
        registry.getService(completer).complete(session, new ArgumentCommandLine(start, start.length()), candidates);
        return candidates.stream().map(String::trim).toList();
    }

    Collection<Command> commands() {
        Registry all = registry;
        return all.getCommands();
    }

    /** An object whose methods answer constants by their name, and {@code null} otherwise. */
    static <T> T fake(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(
                Shell.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> answers.get(method.getName());
                }));
    }
}
