package org.whirl.container.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Namespaces of its own for each container. The first process in them is a small shell script that the container's code
 * cannot touch; when it ends, however, the kernel ends all others. It ends with the platform in two ways: its input
 * closes, and it gets the signal for the death of its parent.
 */
final class NamespaceSandbox implements Sandbox {
    private static final String SCRIPT =
            """
            exec 2>&5 5>&-
            umask 022
            directory=$1
            shift
            while [ "$1" != -- ]; do
                echo 0 >"$1/cgroup.procs" || exit 125
                shift
            done
            shift
            read -r pid rest </proc/self/stat && echo "$pid" >pid || exit 125
            mount -a -T fstab || exit 125
            cd "$directory" || exit 125
            exec 3<&0 4>&2 2>/dev/null
            (
                while read -r command; do
                    case $command in
                        pause) kill -s STOP -- -1 ;;
                        resume) kill -s CONT -- -1 ;;
                    esac
                done
                kill -s KILL -- -1
            ) <&3 >/dev/null 3<&- 4>&- &
            "$@" </dev/null 2>&4 3<&- 4>&-
            exit $?
            """;
    /** The outer process complains when the inner one is killed, which is nothing for the container's log. */
    private static final String SET_ERRORS_ASIDE = "exec 5>&2 2>errors; exec \"$@\"";

    private static final Path WORK = Path.of("/tmp/action");
    private static final Path FILES = Path.of("/tmp/proxy");
    private static final Path SHARED_TEMPORARY = Path.of("/tmp");

    private final boolean root;
    private final Settings settings;
    private final List<Path> hidden;
    private final Limits limits;
    private final String setpriv = Tools.required("setpriv");
    private final String unshare = Tools.required("unshare");
    private final String shell = Tools.required("sh");

    /** As root, each container gets a user of its own; else it gets a user namespace. */
    NamespaceSandbox(Settings settings, boolean root) {
        this.settings = settings;
        this.root = root;
        this.hidden = hidden(settings);
        this.limits = root ? Limits.ofOwnUser(settings) : Limits.ofSharedUser(settings);
        Tools.required("mount");
    }

    @Override
    public String description() {
        return "own process, mount, ipc and uts namespaces, "
                + (root ? "a user id of its own, no capabilities" : "an own user namespace without capabilities")
                + ", no new privileges, limits on processes, open files and file sizes, a private /tmp";
    }

    @Override
    public boolean isolates() {
        return true;
    }

    @Override
    public boolean freezes() {
        return true;
    }

    @Override
    public Path work(Place place) {
        return WORK;
    }

    @Override
    public Path files(Place place) {
        return FILES;
    }

    @Override
    public void furnish(Place place) throws IOException {
        Files.createDirectory(place.stage());
        if (root) {
            Files.setAttribute(place.work(), "unix:uid", place.user());
            Files.setAttribute(place.work(), "unix:gid", place.user());
        }
        Files.writeString(place.mounts(), mounts(place));
        Files.writeString(place.script(), SCRIPT);
    }

    /** Puts the new {@code /tmp} together aside, since what goes into it may itself lie below the old one. */
    private String mounts(Place place) {
        Path stage = place.stage();
        StringBuilder lines = new StringBuilder();
        mount(lines, "whirl-tmp", stage, "tmpfs", "nosuid,nodev,mode=1777,size=" + settings.temporarySize() + "m");
        mount(lines, escaped(place.work()), stage.resolve(WORK.getFileName()), "none", "bind,X-mount.mkdir");
        mount(lines, escaped(place.files()), stage.resolve(FILES.getFileName()), "none", "bind,X-mount.mkdir");
        mount(lines, escaped(stage), SHARED_TEMPORARY, "none", "rbind");
        if (Files.isDirectory(Path.of("/var/tmp"))) {
            mount(lines, escaped(SHARED_TEMPORARY), Path.of("/var/tmp"), "none", "bind");
        }
        if (Files.isDirectory(Path.of("/dev/shm"))) {
            mount(lines, "whirl-shm", Path.of("/dev/shm"), "tmpfs", "nosuid,nodev,mode=1777,size=64m");
        }
        for (Path path : hidden) {
            if (Files.isDirectory(path)) {
                mount(lines, "whirl-hidden", path, "tmpfs", "ro,nosuid,nodev,noexec,mode=000,size=4k");
            } else if (Files.exists(path)) {
                mount(lines, "/dev/null", path, "none", "bind");
            }
        }
        mount(lines, "whirl-proc", Path.of("/proc"), "proc", "nosuid,nodev,noexec");
        return lines.toString();
    }

    private static void mount(StringBuilder lines, String what, Path where, String type, String options) {
        lines.append(String.join(" ", what, escaped(where), type, options, "0", "0"))
                .append('\n');
    }

    private static String escaped(Path path) {
        return path.toString()
                .replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012")
                .replace("#", "\\043");
    }

    @Override
    public List<String> wrap(Place place, List<String> command) {
        List<String> line = new ArrayList<>(List.of(shell, "-c", SET_ERRORS_ASIDE, "whirl"));
        line.addAll(List.of(setpriv, "--pdeathsig", "KILL", unshare));
        if (!root) {
            line.addAll(List.of("--user", "--map-root-user"));
        }
        line.addAll(List.of("--pid", "--fork", "--kill-child=KILL", "--mount", "--ipc", "--uts"));
        line.addAll(List.of(shell, place.script().toString(), WORK.toString()));
        place.groups().forEach(group -> line.add(group.toString()));
        line.add("--");
        line.addAll(limits.command(place));
        line.add(setpriv);
        if (root) {
            line.addAll(List.of("--reuid", "" + place.user(), "--regid", "" + place.user(), "--clear-groups"));
        }
        line.addAll(List.of("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"));
        line.addAll(command);
        return line;
    }

    /** The kernel lets the outer process end only when all inside are gone, so the inner one is ended first. */
    @Override
    public void end(Place place, Process process) {
        firstInside(place, process).ifPresentOrElse(ProcessHandle::destroyForcibly, process::destroyForcibly);
    }

    private static Optional<ProcessHandle> firstInside(Place place, Process process) {
        try {
            String text = Files.readString(place.processId(), StandardCharsets.US_ASCII)
                    .trim();
            return ProcessHandle.of(Long.parseLong(text))
                    .filter(inside ->
                            inside.parent().filter(process.toHandle()::equals).isPresent());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public void sweep(Place place, Process process) {}

    /** What lies in a hidden folder is hidden with it, and could not be found any more. */
    private static List<Path> hidden(Settings settings) {
        List<Path> wanted = new ArrayList<>(settings.hiddenPaths());
        wanted.add(settings.directory());
        List<Path> real = wanted.stream().map(NamespaceSandbox::real).distinct().toList();
        return real.stream()
                .filter(path -> !path.startsWith(SHARED_TEMPORARY) && path.getParent() != null)
                .filter(path -> real.stream().noneMatch(other -> !other.equals(path) && path.startsWith(other)))
                .toList();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath(new LinkOption[0]);
        } catch (IOException e) {
            return path;
        }
    }
}
