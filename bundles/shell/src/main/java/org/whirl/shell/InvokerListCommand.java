package org.whirl.shell;

import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.whirl.spi.balancer.InvokerHealth;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.runtime.RuntimeStatus;

@Service
@Command(scope = "whirl", name = "invoker-list", description = "List the invokers that the load balancer knows")
public final class InvokerListCommand extends WhirlCommand {
    @Reference(optional = true)
    LoadBalancer balancer;

    @Override
    void run() {
        ShellTable table = new ShellTable().emptyTableText("no invoker has reported");
        table.column("Name");
        table.column("State");
        table.column("Memory MB").alignRight();
        table.column("Free MB").alignRight();
        table.column("Runtimes");
        Services.required(balancer, "the load balancer").invokers().forEach(invoker -> addRow(table, invoker));
        table.print(System.out);
    }

    private static void addRow(ShellTable table, InvokerHealth invoker) {
        InvokerId id = invoker.id();
        table.addRow()
                .addContent(
                        id.displayedName()
                                .map(displayed -> id.topic() + " (" + displayed + ")")
                                .orElse(id.topic()),
                        invoker.state().label(),
                        id.userMemory(),
                        invoker.freeMemory(),
                        invoker.runtimes().stream()
                                .filter(RuntimeStatus::isAvailable)
                                .map(RuntimeStatus::kind)
                                .sorted()
                                .collect(Collectors.joining(", ")));
    }
}
