package org.whirl.shell;

import java.util.ArrayList;
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
        List<String> reasons = new ArrayList<>();
        providers.stream()
                .flatMap(provider -> provider.manifests().stream())
                .sorted(Comparator.comparing(RuntimeManifest::kind))
                .forEach(manifest -> {
                    if (invokers.isEmpty()) {
                        addRow(table, manifest, "-", "no invoker");
                    }
                    for (InvokerHealth invoker : invokers) {
                        addRow(table, manifest, invoker.id().topic(), state(manifest, invoker, reasons));
                    }
                });
        table.print(System.out);
        reasons.forEach(WhirlCommand::print);
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

    /** Reasons may be long, so they are collected to stand below the table. */
    private static String state(RuntimeManifest manifest, InvokerHealth invoker, List<String> reasons) {
        if (invoker.state() == InvokerHealth.State.OFFLINE) {
            return "the invoker is down";
        }
        Optional<RuntimeStatus> status = invoker.runtimes().stream()
                .filter(reported -> reported.kind().equals(manifest.kind()))
                .findFirst();
        status.flatMap(RuntimeStatus::unavailable)
                .ifPresent(reason -> reasons.add(
                        manifest.kind() + " is unavailable at " + invoker.id().topic() + ": " + reason));
        return status.map(reported -> reported.isAvailable() ? "available" : "unavailable")
                .orElse("not reported by the invoker");
    }
}
