package org.whirl.container.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and removes the folders of containers, each run of the platform in a folder of its own. */
final class Places {
    private static final Logger log = LoggerFactory.getLogger(Places.class);
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Settings settings;
    private final Optional<ControlGroups> groups;
    private final String run = Names.run();
    private final Path directory;

    Places(Settings settings, Optional<ControlGroups> groups) throws IOException {
        this.settings = settings;
        this.groups = groups;
        this.directory = settings.directory().resolve(run);
        Files.createDirectories(settings.directory());
        removeLeftovers();
        makeFolder(directory, PASSABLE);
    }

    /** A furnished place; nothing is left of it when this fails. */
    Place create(Sandbox sandbox, String label, int memory, int number, Map<String, byte[]> files) throws IOException {
        String id = Names.container(label);
        Path folder = directory.resolve(id);
        ControlGroup group =
                groups.isPresent() ? groups.get().create(id, memory, settings.processes()) : ControlGroup.NONE;
        Place place = new Place(id, run + "/" + id, folder, settings.firstUser() + number, group, memory);
        try {
            makeFolder(folder, sandbox.isolates() ? PRIVATE : PASSABLE);
            makeFolder(place.work(), PRIVATE);
            makeFolder(place.files(), READABLE);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                write(place.files(), file.getKey(), file.getValue());
            }
            sandbox.furnish(place);
            return place;
        } catch (IOException | RuntimeException e) {
            remove(place);
            throw e;
        }
    }

    private static void write(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IOException("the proxy's file '" + name + "' is not a relative path");
        }
        for (Path parent = folder; !parent.equals(file.getParent()); ) {
            parent = parent.resolve(parent.relativize(file).getName(0));
            if (!Files.exists(parent)) {
                makeFolder(parent, READABLE);
            }
        }
        Files.write(file, content);
        Files.setPosixFilePermissions(file, READABLE);
    }

    /** Set apart from making it, because the process's mask takes rights away. */
    private static void makeFolder(Path folder, Set<PosixFilePermission> permissions) throws IOException {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
        Files.setPosixFilePermissions(folder, permissions);
    }

    /** How memory is limited, in words for the operator. */
    String memoryLimit() {
        return groups.map(ControlGroups::description).orElse("no exact limit of memory, for want of control groups");
    }

    /** Its processes must be gone. */
    void remove(Place place) {
        place.group().remove();
        Trees.remove(place.directory());
    }

    /** At the end, when all containers are gone. */
    void close() {
        Trees.remove(directory);
    }

    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(settings.directory())) {
            for (Path left : runs) {
                String name = left.getFileName().toString();
                if (name.matches("[0-9]+-[0-9]+-[0-9]+") && !Names.isOfLivingRun(name)) {
                    ProcessTable.kill(ProcessTable.markedWith(name + "/"));
                    Trees.remove(left);
                    log.info("Removed what an earlier run left in {}", left);
                }
            }
        }
    }
}
