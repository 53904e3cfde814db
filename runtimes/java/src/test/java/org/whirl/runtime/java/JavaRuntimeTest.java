package org.whirl.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.Test;

public class JavaRuntimeTest {
    @Test
    public void declaresOneDefault() {
        assertThat(new JavaRuntime().manifests()).singleElement().satisfies(manifest -> {
            assertThat(manifest.kind()).isEqualTo("java:17");
            assertThat(manifest.defaultKind()).isTrue();
            assertThat(manifest.requireMain()).isTrue();
            assertThat(manifest.sentinelledLogs()).isTrue();
        });
    }

    @Test
    public void carriesEveryFileOfTheProxy() throws IOException, URISyntaxException {
        Path folder = Path.of(JavaRuntime.class.getResource("/proxy/proxy.jar").toURI())
                .getParent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(JavaRuntime.PROXY_FILES);
        }
    }
}
