# Part of ./whirl: one running instance and the folder with its state.

running_pid() {
    local pid
    pid=$(cat "$STATE/pid" 2>/dev/null) || return 1
    tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -e "-Dkaraf.base=$STATE" && say "$pid"
}

property() { sed -n "s/^$1=//p" "$WSKPROPS"; }

# The guest's key is made once and kept; the address follows the port of each start.
write_wskprops() {
    local auth
    auth=$(property AUTH 2>/dev/null || true)
    if [ -z "$auth" ]; then
        auth=$(cat /proc/sys/kernel/random/uuid):$(head -c 512 /dev/urandom | base64 -w 0 | tr -dc 'a-zA-Z0-9' | cut -c 1-64)
    fi
    (umask 077 && printf 'APIHOST=http://127.0.0.1:%s\nAUTH=%s\nNAMESPACE=_\n' "$1" "$auth" >"$WSKPROPS.new")
    mv "$WSKPROPS.new" "$WSKPROPS"
}

# After a build: settings the user changed stay, all others follow the build.
refresh_etc() {
    local file build
    mkdir -p "$STATE/etc" "$STATE/etc.shipped" "$STATE/deploy" "$DATA/tmp" "$DATA/log"
    build=$(stat --format=%y "$ASSEMBLY/etc/startup.properties")
    [ "$build" != "$(cat "$STATE/build.id" 2>/dev/null)" ] || return 0
    while IFS= read -r -d '' file; do
        mkdir -p "$STATE/etc/$(dirname "$file")" "$STATE/etc.shipped/$(dirname "$file")"
        if [ ! -e "$STATE/etc/$file" ] || cmp -s "$STATE/etc/$file" "$STATE/etc.shipped/$file"; then
            cp "$ASSEMBLY/etc/$file" "$STATE/etc/$file"
        fi
        cp "$ASSEMBLY/etc/$file" "$STATE/etc.shipped/$file"
    done < <(cd "$ASSEMBLY/etc" && find . -type f -print0)
    # Karaf keeps copies of the bundles it once started; after a new build they are old.
    rm -rf "$DATA/cache"
    say "$build" >"$STATE/build.id"
}

# One user for the remote shell, with a password only the owner of these files can read.
write_shell_user() {
    local password
    grep -q '^whirl *=' "$STATE/etc/users.properties" 2>/dev/null && return
    password=$(head -c 256 /dev/urandom | base64 -w 0 | tr -dc 'a-zA-Z0-9' | cut -c 1-40)
    (umask 077 && printf 'whirl = %s,_g_:admingroup\n_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh\n' \
        "$password" >"$STATE/etc/users.properties.new")
    mv "$STATE/etc/users.properties.new" "$STATE/etc/users.properties"
}

start() {
    local port=$1 java shell_port
    java=$(java_command)
    # Different for each port, so that instances that start at the same time do not choose the same one.
    shell_port=$(free_port $((8101 + (port - DEFAULT_PORT + 65000) % 1000)))
    mkdir -p "$STATE"
    refresh_etc
    write_wskprops "$port"
    write_shell_user
    say "$shell_port" >"$STATE/shell.port"
    say "Starting Whirl on port $port"
    JAVA=$java KARAF_BASE=$STATE KARAF_DATA=$DATA KARAF_ETC=$STATE/etc KARAF_LOG=$DATA/log \
        CHECK_ROOT_INSTANCE_RUNNING=false WHIRL_PORT=$port WHIRL_SHELL_PORT=$shell_port \
        WHIRL_GUEST_AUTH=$(property AUTH) \
        setsid "$ASSEMBLY/bin/karaf" daemon >"$DATA/log/console.log" 2>&1 </dev/null &
    say $! >"$STATE/pid"
}

wait_until_ready() {
    local url=$1 pid deadline=$((SECONDS + START_SECONDS))
    pid=$(cat "$STATE/pid")
    until [ "$(http GET "$url/ping" 2>/dev/null)" = pong ]; do
        kill -0 "$pid" 2>/dev/null || explain_failure "Whirl stopped while it was starting"
        [ "$SECONDS" -lt "$deadline" ] || explain_failure "Whirl did not answer within $START_SECONDS s"
        sleep 0.1
    done
}

explain_failure() {
    tail -n 15 "$DATA/log/console.log" "$LOG" 2>/dev/null >&2 || true
    die "$1; its log is $LOG"
}

# first_action URL AUTH SECONDS LANGUAGE
# Makes the action "hello" if the guest has none, and calls it: the answer shows that everything is in place.
first_action() {
    local url=$1/api/v1/namespaces/_/actions/hello auth=$2 deadline=$((SECONDS + $3)) language=$4 exec answer
    if [ "$language" = nodejs ]; then
        exec='{"kind":"nodejs:default","code":"function main(params) { return {greeting: `Hello, ${params.name || \"world\"}!`} }"}'
    else
        exec='{"kind":"python:default","code":"def main(params):\n    return {\"greeting\": \"Hello, %s!\" % params.get(\"name\", \"world\")}\n"}'
    fi
    until http GET "$url?code=false" "$auth" >/dev/null 2>&1 || answer=$(http PUT "$url" "$auth" "{\"exec\":$exec}"); do
        [ "$SECONDS" -lt "$deadline" ] || die "the action hello could not be made: $answer"
        sleep 0.2
    done
    until answer=$(http POST "$url?blocking=true&result=true" "$auth" '{"name":"Whirl"}'); do
        [ "$SECONDS" -lt "$deadline" ] || die "the action hello did not answer: $answer"
        sleep 0.2
    done
    say "First answer: $answer"
}

# Kills whatever containers left behind. Their processes work below the instance's folder of containers, and those that
# left it carry the mark of the platform's last process.
kill_leftovers() {
    local entry last
    last=$(cat "$STATE/pid" 2>/dev/null || say none)
    for entry in /proc/[0-9]*; do
        if [[ $(readlink "$entry/cwd" 2>/dev/null) == "$DATA/containers"/* ]] \
            || grep -qzs "^WHIRL_CONTAINER=$last-" "$entry/environ"; then
            kill -KILL "${entry#/proc/}" 2>/dev/null || true
        fi
    done
}
