package org.whirl.runtime.nativecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;
import org.whirl.spi.runtime.RuntimeManifest;

public class NativeRuntimeTest {
    @Test
    public void declaresOneDefault() {
        List<RuntimeManifest> manifests = new NativeRuntime().manifests();
        assertThat(manifests).extracting(RuntimeManifest::kind).doesNotHaveDuplicates();
        assertThat(manifests)
                .allSatisfy(manifest -> assertThat(manifest.family()).isEqualTo("native"));
        assertThat(manifests)
                .filteredOn(RuntimeManifest::defaultKind)
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.kind()).isEqualTo("native:1"));
    }

    @Test
    public void carriesEveryFileOfTheProxy() throws IOException, URISyntaxException {
        Path folder = Path.of(
                        NativeRuntime.class.getResource("/proxy/native.py").toURI())
                .getParent();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(NativeRuntime.PROXY_FILES);
        }
    }
}
