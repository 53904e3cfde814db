package org.whirl.spi.container;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.whirl.spi.runtime.RuntimeManifest;

/** Makes containers of one technology. */
public interface ContainerFactory {
    /**
     * Starts a container and completes when its proxy takes connections. Fails with {@link ContainerException}; then
     * nothing is left behind.
     */
    CompletionStage<Container> create(ContainerRequest request);

    /** Makes ready what a kind needs. Completes empty when it can run here, else with the reason why it cannot. */
    CompletionStage<Optional<String>> prepare(RuntimeManifest manifest);
}
