package org.whirl.container.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.whirl.spi.runtime.ImageRecipe;

/** Reads what bundles carry to build images of. */
final class ImageRecipes {
    private ImageRecipes() {}

    /** A mark that differs whenever the recipe does. */
    static String mark(ImageRecipe recipe) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, byte[]> file : read(recipe).entrySet()) {
                update(digest, file.getKey().getBytes(StandardCharsets.UTF_8));
                update(digest, file.getValue());
            }
            update(digest, new TreeMap<>(recipe.arguments()).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException("the recipe cannot be read: " + e.getMessage());
        }
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    /** The files as the archive that the Engine takes. */
    static InputStream context(ImageRecipe recipe) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : read(recipe).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                // Always the same, so that the Engine can reuse the layers of an earlier build.
                entry.setModTime(0L);
                archive.putArchiveEntry(entry);
                archive.write(file.getValue());
                archive.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the recipe cannot be read: " + e.getMessage());
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Map<String, byte[]> read(ImageRecipe recipe) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, URL> file : recipe.files().entrySet()) {
            try (InputStream content = file.getValue().openStream()) {
                files.put(file.getKey(), content.readAllBytes());
            }
        }
        return files;
    }
}
