package org.whirl.container.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The sandboxes that this machine's user can try, as parameters of tests: a name, and how it is made. */
final class SandboxKinds {
    private SandboxKinds() {}

    static List<Object[]> all() {
        List<Object[]> kinds = new ArrayList<>(isolating());
        if (Sandboxes.isRoot()) {
            kinds.add(kind("own user", settings -> new LimitSandbox(settings, true, true)));
        }
        kinds.add(kind("limits only", settings -> new LimitSandbox(settings, Sandboxes.isRoot(), false)));
        return kinds;
    }

    static List<Object[]> isolating() {
        List<Object[]> kinds = new ArrayList<>();
        if (Sandboxes.isRoot()) {
            kinds.add(kind("namespaces and own user", settings -> new NamespaceSandbox(settings, true)));
        }
        kinds.add(kind("user namespace", settings -> new NamespaceSandbox(settings, false)));
        return kinds;
    }

    private static Object[] kind(String name, Function<Settings, Sandbox> sandbox) {
        return new Object[] {name, sandbox};
    }
}
