package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.whirl.spi.container.Container;
import org.whirl.spi.container.ContainerException;
import org.whirl.spi.container.ContainerException.Fault;
import org.whirl.spi.container.ContainerFactory;
import org.whirl.spi.container.ContainerFactoryContract;
import org.whirl.spi.container.ContainerRequest;
import org.whirl.spi.runtime.RuntimeManifest;

public final class DockerContainerFactoryIT extends ContainerFactoryContract {
    private DockerContainerFactory factory;

    @BeforeClass
    public static void requireEngine() {
        Stand.requireEngine();
    }

    @Before
    public void open() {
        factory = new DockerContainerFactory(Stand.settings("contract"));
    }

    @After
    public void close() {
        factory.close();
    }

    @Override
    protected ContainerFactory factory() {
        return factory;
    }

    @Override
    protected RuntimeManifest servable() {
        return Stand.NODEJS;
    }

    @Override
    protected RuntimeManifest broken() {
        try {
            return Stand.built("broken", "CMD [\"sh\", \"-c\", \"echo not today >&2; exit 3\"]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected RuntimeManifest unavailable() {
        return RuntimeManifest.of("none:1", "whirl.invalid/none:1");
    }

    @Test
    public void saysWhatABrokenImageSaid() {
        assertThatThrownBy(() -> await(factory.create(request(broken()))))
                .cause()
                .isInstanceOfSatisfying(ContainerException.class, failure -> {
                    assertThat(failure.fault()).isEqualTo(Fault.PLATFORM);
                    assertThat(failure).hasMessageContaining("not today");
                });
    }

    @Test
    public void usesALocalImageOfAUserWithoutAPull() throws Exception {
        await(factory.prepare(Stand.NODEJS));
        Container container = await(factory.create(users(Stand.NODEJS.image())));
        await(container.destroy());
    }

    @Test
    public void saysThatAUsersImageCannotBePulled() {
        assertThatThrownBy(() -> await(factory.create(users("whirl.invalid/none"))))
                .cause()
                .isInstanceOfSatisfying(ContainerException.class, failure -> {
                    assertThat(failure.fault()).isEqualTo(Fault.DEVELOPER);
                    assertThat(failure).hasMessage("Failed to pull container image 'whirl.invalid/none'.");
                });
    }

    @Test
    public void saysThatAUsersImageHasNoSuchProgram() throws Exception {
        RuntimeManifest missing = Stand.built("missing", "CMD [\"there-is-no-such-program\"]");
        await(factory.prepare(missing));
        assertThatThrownBy(() -> await(factory.create(users(missing.image()))))
                .cause()
                .isInstanceOfSatisfying(ContainerException.class, failure -> {
                    assertThat(failure.fault()).isEqualTo(Fault.DEVELOPER);
                    assertThat(failure).hasMessage("executable file not found in image " + missing.image());
                });
    }

    @Test
    public void saysThatAUsersImageIsNotAllowed() {
        factory.close();
        factory = new DockerContainerFactory(
                Stand.settings("contract", List.of("ours/*"), false, java.time.Duration.ofSeconds(5)));
        assertThatThrownBy(() -> await(factory.create(users("theirs/image"))))
                .cause()
                .isInstanceOf(ContainerException.class)
                .hasMessage("Container image 'theirs/image' may not be used here; allowed are ours/*.");
    }

    private static ContainerRequest users(String image) {
        return new ContainerRequest("user", image, Optional.empty(), 256, Map.of(), (stream, bytes, length) -> {});
    }
}
