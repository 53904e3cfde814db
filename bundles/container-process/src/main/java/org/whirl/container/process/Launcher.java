package org.whirl.container.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts a command inside a sandbox with exactly the given environment. To be called on the starter's thread. */
final class Launcher {
    private final String env = Tools.required("env");

    /** The wrappers get an environment of their own: they may run as root, and the given one is not for them. */
    Process launch(Sandbox sandbox, Place place, Map<String, String> environment, List<String> command)
            throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", Tools.SEARCH_PATH);
        variables.put("LANG", "C.UTF-8");
        variables.put("HOME", sandbox.work(place).toString());
        variables.put("TMPDIR", sandbox.work(place).toString());
        variables.putAll(environment);
        if (!sandbox.isolates()) {
            variables.put(ProcessTable.MARKER, place.marker());
        }
        List<String> inner = new ArrayList<>(List.of(env, "-i"));
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IOException("'" + variable.getKey() + "' is no name of an environment variable");
            }
            inner.add(variable.getKey() + "=" + variable.getValue());
        }
        inner.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(sandbox.wrap(place, inner))
                .directory(place.directory().toFile());
        builder.environment().clear();
        builder.environment().put("PATH", Tools.SEARCH_PATH);
        return builder.start();
    }
}
