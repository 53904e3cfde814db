package org.whirl.container.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.whirl.spi.container.Container;

/**
 * A platform in a process of its own: tests kill it, or run it as another user. Prints what its containers answer to
 * commands, then "ready", and lives until its input ends.
 */
public final class Victim {
    private Victim() {}

    /** Arguments: folder, number of the sandbox or "strongest", number of containers, commands. */
    public static void main(String[] arguments) throws Exception {
        Settings settings = Stand.settings(Path.of(arguments[0]), Isolation.AUTO, List.of(), "");
        Optional<Sandbox> sandbox =
                arguments[1].equals("strongest") ? Optional.empty() : Optional.of(sandbox(arguments[1], settings));
        try (ProcessContainers containers = Stand.make(settings, sandbox)) {
            System.out.println(containers.sandbox().description());
            List<Container> made = new ArrayList<>();
            for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
                made.add(containers
                        .create(Manifests.request(Manifests.shellServer()))
                        .get(30, TimeUnit.SECONDS));
            }
            for (Container container : made) {
                for (String command : List.of(arguments).subList(3, arguments.length)) {
                    System.out.println(Stand.ask(container, command));
                }
            }
            System.out.println("ready");
            System.in.read();
        }
    }

    @SuppressWarnings("unchecked")
    private static Sandbox sandbox(String number, Settings settings) {
        return ((Function<Settings, Sandbox>) SandboxKinds.all().get(Integer.parseInt(number))[1]).apply(settings);
    }
}
