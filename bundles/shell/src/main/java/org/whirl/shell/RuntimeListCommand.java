package org.whirl.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.whirl.spi.balancer.InvokerHealth;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.RuntimeProvider;
import org.whirl.spi.runtime.RuntimeStatus;

@Service
@Command(scope = "whirl", name = "runtime-list", description = "List the kinds, and whether each invoker can run them")
public final class RuntimeListCommand extends WhirlCommand {
    @Reference
    List<RuntimeProvider> providers;

    @Reference(optional = true)
    LoadBalancer balancer;

    @Override
    void run() {
        ShellTable table = new ShellTable().emptyTableText("no runtimes are installed");
        table.column("Kind");
        table.column("Image");
        table.column("Default");
        table.column("Invoker");
        table.column("State");
        List<InvokerHealth> invokers =
                Optional.ofNullable(balancer).map(LoadBalancer::invokers).orElse(List.of());
        providers.stream()
                .flatMap(provider -> provider.manifests().stream())
                .sorted(Comparator.comparing(RuntimeManifest::kind))
                .forEach(manifest -> addRows(table, manifest, invokers));
        table.print(System.out);
    }

    private static void addRows(ShellTable table, RuntimeManifest manifest, List<InvokerHealth> invokers) {
        if (invokers.isEmpty()) {
            addRow(table, manifest, "-", "no invoker");
        }
        invokers.forEach(invoker -> addRow(table, manifest, invoker.id().topic(), state(manifest, invoker)));
    }

    private static void addRow(ShellTable table, RuntimeManifest manifest, String invoker, String state) {
        table.addRow()
                .addContent(
                        manifest.kind(),
                        manifest.image(),
                        manifest.defaultKind() ? "yes" : "",
                        invoker,
                        manifest.deprecated() ? "deprecated, " + state : state);
    }

    private static String state(RuntimeManifest manifest, InvokerHealth invoker) {
        if (invoker.state() == InvokerHealth.State.OFFLINE) {
            return "the invoker is down";
        }
        return invoker.runtimes().stream()
                .filter(status -> status.kind().equals(manifest.kind()))
                .findFirst()
                .map(RuntimeListCommand::state)
                .orElse("not reported by the invoker");
    }

    private static String state(RuntimeStatus status) {
        return status.unavailable().map(reason -> "unavailable: " + reason).orElse("available");
    }
}
