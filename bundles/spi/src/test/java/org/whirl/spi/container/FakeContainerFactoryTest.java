package org.whirl.spi.container;

import java.util.Optional;
import org.whirl.spi.runtime.RuntimeManifest;

/** The fake keeps the contract, so that tests against it mean something. */
public final class FakeContainerFactoryTest extends ContainerFactoryContract {
    private final FakeContainerFactory factory = new FakeContainerFactory()
            .withoutKind("absent:1", "no such interpreter")
            .failingWith(request -> request.image().equals("broken")
                    ? Optional.of(new ContainerException(ContainerException.Fault.PLATFORM, "does not start", null))
                    : Optional.empty());

    @Override
    protected ContainerFactory factory() {
        return factory;
    }

    @Override
    protected RuntimeManifest servable() {
        return RuntimeManifest.of("fake:1", "fake");
    }

    @Override
    protected RuntimeManifest broken() {
        return RuntimeManifest.of("broken:1", "broken");
    }

    @Override
    protected RuntimeManifest unavailable() {
        return RuntimeManifest.of("absent:1", "absent");
    }
}
