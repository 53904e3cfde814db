package org.whirl.spi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.whirl.spi.runtime.RuntimeManifest;

/** What every container factory does; a subclass per technology. */
public abstract class ContainerFactoryContract {
    private static final long DEADLINE_SECONDS = 30;

    /** The factory to test, the same during one test; the subclass closes it. */
    protected abstract ContainerFactory factory();

    /** A kind that it can serve. */
    protected abstract RuntimeManifest servable();

    /** A kind that it seems to serve, but whose containers do not come up. */
    protected abstract RuntimeManifest broken();

    /** A kind that it says it cannot serve. */
    protected abstract RuntimeManifest unavailable();

    @Test
    public void givesContainersOfTheirOwn() throws Exception {
        Container first = await(factory().create(request(servable())));
        Container second = await(factory().create(request(servable())));
        assertThat(first.id()).isNotBlank().isNotEqualTo(second.id());
        assertThat(first.address()).isNotEqualTo(second.address());
        await(first.destroy());
        await(second.destroy());
    }

    @Test
    public void runsUntilDestroyed() throws Exception {
        Container container = await(factory().create(request(servable())));
        CompletableFuture<Container.Exit> exited = container.exited().toCompletableFuture();
        assertThat(exited).isNotDone();
        await(container.destroy());
        assertThat(await(exited)).isEqualTo(Container.Exit.ENDED);
    }

    @Test
    public void mayBeDestroyedAgain() throws Exception {
        Container container = await(factory().create(request(servable())));
        CompletionStage<Void> first = container.destroy();
        CompletionStage<Void> second = container.destroy();
        await(first);
        await(second);
        await(container.destroy());
    }

    @Test
    public void mayBePausedResumedAndDestroyedWhilePaused() throws Exception {
        Container container = await(factory().create(request(servable())));
        await(container.pause());
        await(container.resume());
        await(container.pause());
        await(container.destroy());
        await(container.exited());
    }

    @Test
    public void pausesAndResumesAnEndedContainerWithoutHarm() throws Exception {
        Container container = await(factory().create(request(servable())));
        await(container.destroy());
        await(container.pause());
        await(container.resume());
    }

    @Test
    public void saysWhenAContainerDoesNotComeUp() {
        CompletionStage<Container> creation = factory().create(request(broken()));
        assertThatThrownBy(() -> await(creation))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(ContainerException.class)
                .message()
                .isNotBlank();
    }

    @Test
    public void preparesWhatItCanServe() throws Exception {
        assertThat(await(factory().prepare(servable()))).isEmpty();
        assertThat(await(factory().prepare(servable()))).isEmpty();
    }

    @Test
    public void saysWhyItCannotServe() throws Exception {
        assertThat(await(factory().prepare(unavailable())))
                .hasValueSatisfying(reason -> assertThat(reason).isNotBlank());
    }

    /** A plain wish for a container of a kind. */
    protected static ContainerRequest request(RuntimeManifest manifest) {
        return new ContainerRequest(
                "contract", manifest.image(), Optional.of(manifest), 256, Map.of(), (stream, bytes, length) -> {});
    }

    /** Waits for a stage, not for ever. */
    protected static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
}
