package org.whirl.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

public final class SettingsTest {
    /** The annotation with its defaults, some of them replaced. */
    private static Controller.Config config(Map<String, Object> values) {
        return (Controller.Config) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {Controller.Config.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    public void hasTheContractsDefaults() {
        Settings settings = Settings.of(config(Map.of()));
        assertThat(settings.port()).isEqualTo(3233);
        assertThat(settings.guest()).isEmpty();
        assertThat(settings.bounds()).isEqualTo(ApiFixture.settings().bounds());
        assertThat(settings.sizes()).isEqualTo(ApiFixture.settings().sizes());
        assertThat(settings.quotas()).isEqualTo(ApiFixture.settings().quotas());
        assertThat(settings.eventLoops()).isPositive();
    }

    @Test
    public void namesTheKeyOfAWrongValue() {
        Map<String, Object> wrong = Map.of(
                "port",
                70_000,
                "event_loops",
                -1,
                "guest_auth",
                "nonsense",
                "action_memory_min",
                1024,
                "payload_max",
                0,
                "drain",
                -1,
                "host",
                " ",
                "concurrent_invocations",
                -1);
        wrong.forEach((name, value) -> assertThatThrownBy(() -> Settings.of(config(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name.replace('_', '.')));
    }

    @Test
    public void knowsAllKeysOfTheFileThatIsDelivered() throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("../../config/karaf/etc/org.whirl.controller.cfg"))) {
            file.load(reader);
        }
        Set<String> keys = Arrays.stream(Controller.Config.class.getDeclaredMethods())
                .map(Method::getName)
                .map(name -> name.replace('_', '.'))
                .collect(Collectors.toSet());
        assertThat(keys).containsAll(file.stringPropertyNames());
    }
}
