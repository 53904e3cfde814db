package org.whirl.container.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes folders with all that is in them, never following a link. */
final class Trees {
    private static final Logger log = LoggerFactory.getLogger(Trees.class);
    private static final int DEPTH = 50;

    private Trees() {}

    static void remove(Path folder) {
        try {
            remove(folder, DEPTH);
        } catch (IOException e) {
            log.debug("{} needs more force", folder, e);
            removeByCommand(folder);
        }
    }

    private static void remove(Path path, int depth) throws IOException {
        if (depth == 0) {
            throw new IOException(path + " is too deep");
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    remove(child, depth - 1);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    /** The commands cope with paths longer than the kernel takes and with folders their owner has locked. */
    private static void removeByCommand(Path folder) {
        try {
            Process process = new ProcessBuilder(
                            Tools.required("sh"),
                            "-c",
                            "chmod -R u+rwX -- \"$1\"; rm -rf -- \"$1\"",
                            "whirl",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                log.warn("Folder {} cannot be removed", folder);
            }
        } catch (IOException e) {
            log.warn("Folder {} cannot be removed", folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
