package org.whirl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.Test;

public final class SettingsTest {
    private static EmbeddedDatabase.Config config(String directory, long hours) {
        return new EmbeddedDatabase.Config() {
            @Override
            public String directory() {
                return directory;
            }

            @Override
            public long activation_retention_hours() {
                return hours;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return EmbeddedDatabase.Config.class;
            }
        };
    }

    @Test
    public void readsTheConfiguration() {
        Settings settings = Settings.of(config("data/store", 168));
        assertThat(settings.directory()).isEqualTo(Path.of("data/store"));
        assertThat(settings.retention()).contains(Duration.ofDays(7));
        assertThat(Settings.of(config("data/store", 0)).retention()).isEmpty();
    }

    @Test
    public void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> Settings.of(config(" ", 1))).hasMessageContaining("directory is empty");
        assertThatThrownBy(() -> Settings.of(config("store", -1)))
                .hasMessageContaining("activation.retention.hours is -1");
    }
}
