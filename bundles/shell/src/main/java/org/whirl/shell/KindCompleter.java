package org.whirl.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;

/** Completes kinds, and for each family that has a default {@code family:default}. */
@Service
public final class KindCompleter implements Completer {
    @Reference
    List<RuntimeProvider> providers;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> kinds = new ArrayList<>();
        for (RuntimeProvider provider : providers) {
            for (RuntimeManifest manifest : provider.manifests()) {
                kinds.add(manifest.kind());
                if (manifest.defaultKind()) {
                    kinds.add(manifest.family() + ":default");
                }
            }
        }
        return Completions.offer(kinds, line, candidates);
    }
}
