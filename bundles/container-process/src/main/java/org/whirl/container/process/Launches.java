package org.whirl.container.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.whirl.container.process.Addresses.Lease;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.runtime.ProcessRecipe;

/** Gathers what a container needs, starts its process, and takes everything back. On the starter's thread. */
final class Launches {
    /**
     * A process with what it holds.
     *
     * @param lease its address
     * @param place its folders
     * @param process its outermost process
     */
    record Launch(Lease lease, Place place, Process process) {}

    private static final String FILES = "${files}";

    private final Sandbox sandbox;
    private final Places places;
    private final Addresses addresses;
    private final Launcher launcher;
    private final ProxyFiles proxyFiles = new ProxyFiles();

    Launches(Sandbox sandbox, Places places, Addresses addresses, Launcher launcher) {
        this.sandbox = sandbox;
        this.places = places;
        this.addresses = addresses;
        this.launcher = launcher;
    }

    /** Leaves nothing behind when it fails. */
    Launch launch(ContainerRequest request, ProcessRecipe recipe, String interpreter) throws IOException {
        Lease lease = addresses.take();
        try {
            Place place =
                    places.create(sandbox, request.label(), request.memory(), lease.number(), proxyFiles.of(recipe));
            try {
                List<String> command = command(place, recipe, interpreter);
                return new Launch(lease, place, launcher.launch(sandbox, place, environment(request, lease), command));
            } catch (IOException | RuntimeException e) {
                places.remove(place);
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            addresses.release(lease);
            throw e;
        }
    }

    /** Its processes must be gone. */
    void release(Launch launch) {
        places.remove(launch.place());
        addresses.release(launch.lease());
    }

    private static Map<String, String> environment(ContainerRequest request, Lease lease) {
        Map<String, String> environment = new HashMap<>(request.environment());
        environment.put("PROXY_HOST", lease.address().getAddress().getHostAddress());
        environment.put("PROXY_PORT", Integer.toString(lease.address().getPort()));
        return environment;
    }

    private List<String> command(Place place, ProcessRecipe recipe, String interpreter) {
        List<String> command = new ArrayList<>(List.of(interpreter));
        String files = sandbox.files(place).toString();
        recipe.arguments().forEach(argument -> command.add(argument.replace(FILES, files)));
        return command;
    }
}
