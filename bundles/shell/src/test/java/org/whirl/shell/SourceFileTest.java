package org.whirl.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SourceFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private SourceFile file(String name, byte[] content) throws IOException {
        return new SourceFile(Files.write(folder.getRoot().toPath().resolve(name), content));
    }

    @Test
    public void theExtensionTellsTheKind() {
        assertThat(new SourceFile(Path.of("a/hello.js")).kind()).isEqualTo("nodejs:default");
        assertThat(new SourceFile(Path.of("hello.min.MJS")).kind()).isEqualTo("nodejs:default");
        assertThat(new SourceFile(Path.of("hello.py")).kind()).isEqualTo("python:default");
    }

    @Test
    public void otherFilesNeedAKind() {
        for (String name : new String[] {"hello.zip", "hello", "js", "hello.rb"}) {
            assertThatThrownBy(() -> new SourceFile(Path.of(name)).kind())
                    .hasMessageContaining(name)
                    .hasMessageContaining("--kind");
        }
    }

    @Test
    public void textStaysText() throws IOException {
        String code = "function main() { return {greeting: 'grüß dich 🌍'} }\n";
        assertThat(file("a.js", code.getBytes(StandardCharsets.UTF_8)).code()).isEqualTo(code);
    }

    @Test
    public void everythingElseBecomesBase64() throws IOException {
        assertThat(file("a.zip", new byte[] {'P', 'K', 3, 4, 0, 0}).code()).isEqualTo("UEsDBAAA");
        assertThat(file("b.zip", new byte[] {(byte) 0xff, 1}).code()).isEqualTo("/wE=");
    }

    @Test
    public void missingFilesAreNamed() {
        assertThatThrownBy(() -> new SourceFile(Path.of("/nowhere/a.js")).code())
                .hasMessage("cannot read the file /nowhere/a.js");
    }
}
