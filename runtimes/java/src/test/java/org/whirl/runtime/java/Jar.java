package org.whirl.runtime.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar of an action, made of source text. */
final class Jar {
    private final Manifest manifest = new Manifest();
    private final Map<String, String> sources;

    /** Of classes by their qualified names. */
    Jar(Map<String, String> sources) {
        this.sources = sources;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** The same with a class to begin with. */
    Jar withMainClass(String name) {
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, name);
        return this;
    }

    /** As it travels. */
    String base64() throws IOException {
        Path folder = Files.createTempDirectory("jar");
        try {
            compile(folder);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            pack(folder, bytes);
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void compile(Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none", "-Xlint:-classfile", "-d", folder.toString());
        List<Text> texts = sources.entrySet().stream()
                .map(source -> new Text(source.getKey(), source.getValue()))
                .toList();
        assertThat(compiler.getTask(null, null, null, options, null, texts).call())
                .isTrue();
    }

    private void pack(Path folder, OutputStream target) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(target, manifest);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
                jar.closeEntry();
            }
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String content;

        Text(String name, String content) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.content = content;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return content;
        }
    }
}
