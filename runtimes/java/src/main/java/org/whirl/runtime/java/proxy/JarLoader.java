package org.whirl.runtime.java.proxy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Loads actions that come as jars. */
final class JarLoader {
    private static final int MAGIC = 'P' << 8 | 'K';

    private JarLoader() {}

    static EntryPoint load(Code code) throws IOException, ReflectiveOperationException {
        byte[] content = code.bytes();
        if (content.length < 2 || (content[0] << 8 | content[1]) != MAGIC) {
            throw new IOException("The code is not a jar. Send a jar in base64, or source text.");
        }
        Path jar = file();
        Files.write(jar, content);
        String name = code.className().isEmpty() ? mainClass(jar) : code.className();
        URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent());
        return EntryPoint.of(Class.forName(name, false, loader), code.methodName());
    }

    /** A file in the working directory, or wherever files can be made. */
    private static Path file() throws IOException {
        try {
            return Files.createTempFile(Path.of("").toAbsolutePath(), "action", ".jar");
        } catch (IOException readOnly) {
            return Files.createTempFile("action", ".jar");
        }
    }

    private static String mainClass(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String name = manifest == null ? null : manifest.getMainAttributes().getValue("Main-Class");
            if (name == null) {
                throw new IOException("Nothing says where the code begins. Set main to package.Class#method.");
            }
            return name.trim();
        }
    }

    /** What all actions see, Gson above all. */
    static ClassLoader parent() {
        return JarLoader.class.getClassLoader();
    }
}
