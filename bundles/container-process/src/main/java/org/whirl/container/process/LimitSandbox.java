package org.whirl.container.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * For machines that allow no namespaces: a session, limits and, for root, a user of its own for each container. Ending
 * it means looking for its processes.
 */
final class LimitSandbox implements Sandbox {
    private static final String SCRIPT =
            """
            umask 022
            directory=$1
            sweep=$2
            shift 2
            while [ "$1" != -- ]; do
                echo 0 >"$1/cgroup.procs" || exit 125
                shift
            done
            shift
            cd "$directory" || exit 125
            exec 3<&0 4>&2 2>/dev/null
            (
                while read -r command; do :; done
                eval "$sweep"
                kill -s KILL 0
            ) <&3 >/dev/null 3<&- 4>&- &
            "$@" </dev/null 2>&4 3<&- 4>&-
            exit $?
            """;

    private final boolean root;
    private final boolean ownUser;
    private final Limits limits;
    private final String setpriv = Tools.required("setpriv");
    private final String setsid = Tools.required("setsid");
    private final String shell = Tools.required("sh");

    /** Only root can give each container a user of its own. */
    LimitSandbox(Settings settings, boolean root, boolean ownUser) {
        this.root = root;
        this.ownUser = ownUser;
        this.limits = ownUser ? Limits.ofOwnUser(settings) : Limits.ofSharedUser(settings);
    }

    @Override
    public String description() {
        return (ownUser ? "a user id of its own, " : "") + "no new privileges, limits on processes, open files and file"
                + " sizes; processes and files of others stay visible";
    }

    @Override
    public boolean isolates() {
        return false;
    }

    @Override
    public boolean freezes() {
        return false;
    }

    @Override
    public Path work(Place place) {
        return place.work();
    }

    @Override
    public Path files(Place place) {
        return place.files();
    }

    @Override
    public void furnish(Place place) throws IOException {
        Files.writeString(place.script(), SCRIPT);
        if (ownUser) {
            Files.setAttribute(place.work(), "unix:uid", place.user());
            Files.setAttribute(place.work(), "unix:gid", place.user());
        }
    }

    @Override
    public List<String> wrap(Place place, List<String> command) {
        List<String> user = ownUser
                ? List.of("--reuid", "" + place.user(), "--regid", "" + place.user(), "--clear-groups")
                : List.of();
        String sweep = ownUser ? setpriv + " " + String.join(" ", user) + " " + shell + " -c 'kill -s KILL -- -1'" : "";
        List<String> line = new ArrayList<>(List.of(setpriv, "--pdeathsig", "KILL", setsid, shell));
        line.addAll(List.of(place.script().toString(), place.work().toString(), sweep));
        place.groups().forEach(group -> line.add(group.toString()));
        line.add("--");
        line.addAll(limits.command(place));
        line.add(setpriv);
        line.addAll(user);
        line.add("--no-new-privs");
        if (root) {
            line.addAll(List.of("--bounding-set=-all", "--inh-caps=-all"));
        }
        line.addAll(command);
        return line;
    }

    @Override
    public void end(Place place, Process process) {
        process.destroyForcibly();
    }

    @Override
    public void sweep(Place place, Process process) {
        Predicate<Path> left = ProcessTable.inSession(process.pid()).or(ProcessTable.markedWith(place.marker()));
        ProcessTable.kill(ownUser ? left.or(ProcessTable.ownedBy(place.user())) : left);
    }
}
