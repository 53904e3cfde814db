package org.whirl.itests;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.whirl.spi.conformance.RuntimeConformance;

/** One bundle with what tests need inside the platform and the platform itself does not have. */
final class TestLibraries {
    private TestLibraries() {}

    /** Writes the bundle and answers its address. */
    static String bundle(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Set<String> entries = new TreeSet<>();
        Path content = Files.createTempFile(file.getParent(), "libraries", ".jar");
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(content))) {
            add(Assertions.class, "org/assertj/", entries, output);
            add(ByteBuddy.class, "net/bytebuddy/", entries, output);
            add(RuntimeConformance.class, "org/whirl/spi/conformance/", entries, output);
        }
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(file), manifest(entries))) {
            copy(content, "", new TreeSet<>(), output);
        }
        Files.delete(content);
        return file.toUri().toString();
    }

    private static Manifest manifest(Set<String> entries) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "test-libraries");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("DynamicImport-Package", "*");
        attributes.putValue(
                "Export-Package",
                entries.stream()
                        .map(entry -> entry.substring(0, entry.lastIndexOf('/')).replace('/', '.'))
                        .distinct()
                        .collect(joining(",")));
        return manifest;
    }

    private static void add(Class<?> member, String prefix, Set<String> entries, JarOutputStream output)
            throws IOException {
        copy(Path.of(member.getProtectionDomain().getCodeSource().getLocation().getPath()), prefix, entries, output);
    }

    private static void copy(Path jar, String prefix, Set<String> entries, JarOutputStream output) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                if (entry.getName().startsWith(prefix) && entry.getName().endsWith(".class")) {
                    entries.add(entry.getName());
                    output.putNextEntry(new JarEntry(entry.getName()));
                    transfer(file, entry, output);
                    output.closeEntry();
                }
            }
        }
    }

    private static void transfer(JarFile file, JarEntry entry, OutputStream output) throws IOException {
        file.getInputStream(entry).transferTo(output);
    }
}
