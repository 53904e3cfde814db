package org.whirl.runtime.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.whirl.spi.runtime.ProcessRecipe;
import org.whirl.spi.runtime.RuntimeManifest;
import org.whirl.spi.runtime.StemCell;

public class ConfiguredRuntimeTest {
    /** A configuration with some values; what is missing has its default, or is null as for a missing key. */
    private static ConfiguredRuntime.Config config(Map<String, Object> values) {
        return (ConfiguredRuntime.Config) Proxy.newProxyInstance(
                ConfiguredRuntime.Config.class.getClassLoader(),
                new Class<?>[] {ConfiguredRuntime.Config.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static RuntimeManifest manifest(Map<String, Object> values) {
        List<RuntimeManifest> manifests = new ConfiguredRuntime(config(values)).manifests();
        assertThat(manifests).hasSize(1);
        return manifests.get(0);
    }

    @Test
    public void needsOnlyAKindAndAnImage() {
        assertThat(manifest(Map.of("kind", "php:8.3", "image", "example/action-php-v8.3")))
                .isEqualTo(RuntimeManifest.of("php:8.3", "example/action-php-v8.3"));
    }

    @Test
    public void takesACommandInsteadOfAnImage() {
        RuntimeManifest manifest =
                manifest(Map.of("kind", "deno:2", "command", " deno run  'my proxy.ts' --a=\"b c\" "));
        assertThat(manifest.image()).isEmpty();
        ProcessRecipe recipe = manifest.process().orElseThrow();
        assertThat(recipe.interpreters()).containsExactly("deno");
        assertThat(recipe.arguments()).containsExactly("run", "my proxy.ts", "--a=b c");
        assertThat(recipe.versionArguments()).isEmpty();
        assertThat(recipe.files()).isEmpty();
    }

    @Test
    public void takesAllProperties() {
        RuntimeManifest manifest = manifest(Map.of(
                "kind", "java:8",
                "image", "example/java8",
                "default$", true,
                "deprecated", true,
                "require_main", true,
                "sentinelled_logs", false,
                "concurrent", true,
                "stem_cells_count", 2,
                "stem_cells_memory", 128));
        assertThat(manifest.defaultKind()).isTrue();
        assertThat(manifest.deprecated()).isTrue();
        assertThat(manifest.requireMain()).isTrue();
        assertThat(manifest.sentinelledLogs()).isFalse();
        assertThat(manifest.concurrent()).isTrue();
        assertThat(manifest.stemCells()).containsExactly(new StemCell(2, 128));
    }

    @Test
    public void saysWhatIsWrong() {
        assertThatThrownBy(() -> manifest(Map.of("image", "example/php"))).hasMessageContaining("'kind' is missing");
        assertThatThrownBy(() -> manifest(Map.of("kind", "php:8.3")))
                .hasMessageContaining("neither 'image' nor 'command'");
        assertThatThrownBy(() -> manifest(Map.of("kind", "PHP", "image", "example/php")))
                .hasMessageContaining("PHP");
        assertThatThrownBy(() -> manifest(Map.of("kind", "php:8.3", "command", "php 'proxy.php")))
                .hasMessageContaining("a quote that is not closed");
    }
}
