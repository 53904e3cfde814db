package org.whirl.container.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.Test;

public final class SettingsTest {
    @Test
    public void hasDefaults() {
        Settings settings = Settings.of(config(Map.of()));
        assertThat(settings.directory()).isAbsolute().hasFileName("containers");
        assertThat(settings.startTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.isolation()).isEqualTo(Isolation.AUTO);
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.processes()).isEqualTo(512);
        assertThat(settings.fileSize()).isEqualTo(512L * 1024 * 1024);
        assertThat(settings.openFiles()).isEqualTo(1024);
        assertThat(settings.temporarySize()).isEqualTo(64);
        assertThat(settings.hiddenPaths()).isEmpty();
        assertThat(settings.firstUser()).isEqualTo(2_000_000_000);
        assertThat(settings.concurrentStarts())
                .isEqualTo(2 * Runtime.getRuntime().availableProcessors());
        assertThat(settings.waitingStarts()).isEqualTo(256);
        assertThat(settings.controlGroup()).isEqualTo("whirl");
    }

    @Test
    public void takesWhatIsConfigured() {
        Settings settings = Settings.of(config(Map.of(
                "directory",
                "/var/lib/x/../y",
                "isolation",
                " Required ",
                "start_concurrency",
                3,
                "hidden_paths",
                new String[] {" /srv/secret ", "", "/srv/secret"})));
        assertThat(settings.directory()).isEqualTo(Path.of("/var/lib/y"));
        assertThat(settings.isolation()).isEqualTo(Isolation.REQUIRED);
        assertThat(settings.concurrentStarts()).isEqualTo(3);
        assertThat(settings.hiddenPaths()).containsExactly(Path.of("/srv/secret"));
    }

    @Test
    public void namesTheKeyOfAWrongValue() {
        assertRefused(Map.of("isolation", "some"), "isolation must be one of auto, required, none but is 'some'");
        assertRefused(Map.of("port", 0), "port must be a number from 1 to 65535 but is 0");
        assertRefused(Map.of("start_timeout", 0L), "start.timeout must");
        assertRefused(Map.of("pids_limit", 1), "pids.limit must");
        assertRefused(Map.of("file_size_limit", 0L), "file.size.limit must");
        assertRefused(Map.of("open_files_limit", 1), "open.files.limit must");
        assertRefused(Map.of("tmp_size", 0), "tmp.size must");
        assertRefused(Map.of("user_first", 0), "user.first must");
        assertRefused(Map.of("start_concurrency", -1), "start.concurrency must");
        assertRefused(Map.of("start_queue", -1), "start.queue must");
        assertRefused(Map.of("cgroup", "../x"), "cgroup must");
    }

    private static void assertRefused(Map<String, Object> values, String message) {
        assertThatThrownBy(() -> Settings.of(config(values)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    /** The configuration with its declared defaults but for the given values. */
    private static ProcessContainerFactory.Config config(Map<String, Object> values) {
        return (ProcessContainerFactory.Config) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {ProcessContainerFactory.Config.class, Annotation.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
