package org.whirl.runtime.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;
import org.whirl.spi.runtime.RuntimeManifest;

public class PythonRuntimeTest {
    @Test
    public void declaresOneDefault() {
        List<RuntimeManifest> manifests = new PythonRuntime().manifests();
        assertThat(manifests).extracting(RuntimeManifest::kind).doesNotHaveDuplicates();
        assertThat(manifests)
                .allSatisfy(manifest -> assertThat(manifest.family()).isEqualTo("python"));
        assertThat(manifests)
                .filteredOn(RuntimeManifest::defaultKind)
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.kind()).isEqualTo("python:3"));
    }

    @Test
    public void carriesEveryFileOfTheProxy() throws IOException, URISyntaxException {
        Path folder = Path.of(PythonRuntime.class.getResource("/proxy/proxy.py").toURI())
                .getParent();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(PythonRuntime.PROXY_FILES);
        }
    }
}
