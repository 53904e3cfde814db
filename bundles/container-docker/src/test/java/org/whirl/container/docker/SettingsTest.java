package org.whirl.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.junit.Test;

public final class SettingsTest {
    private static final Path SHIPPED = Path.of("../../config/karaf/etc/org.whirl.container.docker.cfg");

    @Test
    public void hasDefaults() {
        Settings settings = Settings.of(config(Map.of()));
        assertThat(settings.host().getScheme()).isEqualTo("unix");
        assertThat(settings.instance()).matches("[0-9a-f]{8}");
        assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.concurrentStarts())
                .isEqualTo(2 * Runtime.getRuntime().availableProcessors());
        assertThat(settings.allowedImages()).containsExactly("*");
        assertThat(settings.pullAlways()).isFalse();
        assertThat(settings.strictImages()).isFalse();
        assertThat(settings.subnet()).isEmpty();
        assertThat(settings.deniedNetworks()).containsExactly(Subnet.parse("169.254.0.0/16"));
        assertThat(settings.nameServers()).isEmpty();
    }

    @Test
    public void namesTheKeyOfAWrongValue() {
        assertRefused(Map.of("host", "tcp://somewhere:2375"), "host must be a socket such as unix:///");
        assertRefused(Map.of("instance", "A B"), "instance must be 1 to 20");
        assertRefused(Map.of("start_timeout", 0L), "start.timeout must");
        assertRefused(Map.of("start_concurrency", -1), "start.concurrency must");
        assertRefused(Map.of("start_queue", -1), "start.queue must");
        assertRefused(Map.of("engine_wait", -1L), "engine.wait must");
        assertRefused(Map.of("image_timeout", 0L), "image.timeout must");
        assertRefused(Map.of("images_pull", "often"), "images.pull must be missing or always but is 'often'");
        assertRefused(Map.of("images_isolation", "no"), "images.isolation must be compatible or strict");
        assertRefused(Map.of("network_subnet", "10.1"), "'10.1' is no subnet");
        assertRefused(Map.of("pids_limit", 1), "pids.limit must");
        assertRefused(Map.of("open_files_limit", 1), "open.files.limit must");
        assertRefused(Map.of("tmp_size", 0), "tmp.size must");
        assertRefused(Map.of("cpu_memory", 0), "cpu.memory must");
    }

    @Test
    public void shipsAFileWithAllKeysAndTheirDefaults() throws IOException {
        Properties shipped = new Properties();
        try (Reader reader = Files.newBufferedReader(SHIPPED)) {
            shipped.load(reader);
        }
        Properties declared = new Properties();
        for (Method method : DockerContainerFactory.Config.class.getDeclaredMethods()) {
            Object value = method.getDefaultValue();
            declared.put(
                    method.getName().replace('_', '.'),
                    value instanceof String[] words ? String.join(",", Arrays.asList(words)) : value.toString());
        }
        assertThat(shipped).isEqualTo(declared);
    }

    private static void assertRefused(Map<String, Object> values, String message) {
        assertThatThrownBy(() -> Settings.of(config(values)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    /** The configuration with its declared defaults but for the given values. */
    private static DockerContainerFactory.Config config(Map<String, Object> values) {
        return (DockerContainerFactory.Config) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {DockerContainerFactory.Config.class, Annotation.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
