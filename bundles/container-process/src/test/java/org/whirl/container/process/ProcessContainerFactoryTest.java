package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.whirl.spi.container.ContainerFactory;
import org.whirl.spi.container.ContainerFactoryContract;
import org.whirl.spi.runtime.ProcessRecipe;
import org.whirl.spi.runtime.RuntimeManifest;

public final class ProcessContainerFactoryTest extends ContainerFactoryContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private ProcessContainerFactory factory;

    @Before
    public void open() throws IOException {
        factory = new ProcessContainerFactory(Stand.settings(
                folder.getRoot().toPath().resolve("containers"), Isolation.AUTO, List.of(), "whirl-test"));
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
        try {
            return Manifests.shellServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected RuntimeManifest broken() {
        try {
            return Manifests.script("echo not today >&2; exit 3");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected RuntimeManifest unavailable() {
        return RuntimeManifest.of("image:1", "some/image");
    }

    @Test
    public void namesTheInterpreterThatIsMissing() throws Exception {
        ProcessRecipe recipe = new ProcessRecipe(
                List.of("whirlscript9", "sh"),
                List.of("-c", "echo Shell 1.2"),
                Optional.of("Shell 9"),
                List.of(),
                Map.of());
        assertThat(await(factory.prepare(
                        RuntimeManifest.of("whirlscript:9", "none").withProcess(recipe))))
                .contains("needs whirlscript9 (tried whirlscript9: not found, sh: found Shell 1.2)");
    }

    @Test
    public void takesTheNextInterpreterWhereTheFirstCannotRun() throws Exception {
        ProcessRecipe recipe = new ProcessRecipe(
                List.of("false", "sh"), List.of("-c", "echo Shell 1.2"), Optional.of("Shell 1"), List.of(), Map.of());
        assertThat(await(factory.prepare(
                        RuntimeManifest.of("whirlscript:1", "none").withProcess(recipe))))
                .isEmpty();
    }

    @Test
    public void saysThatImagesCannotRun() throws Exception {
        assertThat(await(factory.prepare(unavailable())))
                .contains("kind image:1 needs a container image; process containers cannot run images");
    }
}
