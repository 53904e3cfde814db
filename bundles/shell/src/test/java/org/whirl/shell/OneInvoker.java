package org.whirl.shell;

import java.util.List;
import java.util.Optional;
import org.whirl.spi.balancer.InvokerHealth;
import org.whirl.spi.balancer.LoadBalancer;
import org.whirl.spi.entity.Action;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.InvokerId;
import org.whirl.spi.runtime.RuntimeStatus;

/** A load balancer that knows one invoker and sends nothing. */
final class OneInvoker implements LoadBalancer {
    @Override
    public Publication publish(Action action, ActivationMessage message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String controller() {
        return "0";
    }

    @Override
    public int activeActivationsFor(String namespace) {
        return 0;
    }

    @Override
    public List<InvokerHealth> invokers() {
        return List.of(new InvokerHealth(
                new InvokerId(0, 1024, Optional.empty(), Optional.empty()),
                InvokerHealth.State.HEALTHY,
                768,
                List.of(
                        new RuntimeStatus("nodejs:20", "example/node", Optional.empty()),
                        new RuntimeStatus("python:3", "p", Optional.of("no interpreter")))));
    }
}
