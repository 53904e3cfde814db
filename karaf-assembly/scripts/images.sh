# Part of ./whirl: a Docker Engine and the images that those of the runtimes are built from.

DEBIAN_SUITE=bookworm

engine_answers() { command -v docker >/dev/null && docker version >/dev/null 2>&1; }

# Says how to get an Engine, unless one answers.
require_engine() {
    engine_answers && return
    command -v docker >/dev/null || die "no Docker found; install it (Debian: apt-get install docker.io), or run the functions as processes: ./whirl up"
    die "Docker is installed but its Engine does not answer; start it (systemctl start docker), and see that this user may use it (group docker)"
}

# For tests: installs and starts an Engine where that is possible, which is on Debian as root.
provide_engine() {
    local log=$STATE/dockerd.log deadline
    engine_answers && return
    [ "$(id -u)" -eq 0 ] && [ -f /etc/debian_version ] || require_engine
    if ! command -v dockerd >/dev/null; then
        say "Installing the Docker Engine"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq docker.io; } >"$STATE/docker-install.log" 2>&1 \
            || die "the Docker Engine could not be installed; see $STATE/docker-install.log"
        engine_answers && return
    fi
    say "Starting the Docker Engine"
    setsid dockerd >"$log" 2>&1 </dev/null &
    deadline=$((SECONDS + 60))
    until engine_answers; do
        kill -0 $! 2>/dev/null && [ "$SECONDS" -lt "$deadline" ] || die "the Docker Engine does not start; see $log"
        sleep 0.2
    done
}

# provide_base_images: what the Dockerfiles below runtimes/ name after FROM is there, pulled or made of Debian packages.
# What cannot be had is said, and only the kinds made of it are missing later.
provide_base_images() {
    local image
    for image in debian:bookworm-slim node:20-bookworm-slim python:3.11-slim-bookworm eclipse-temurin:17-jdk-jammy; do
        if docker image inspect "$image" >/dev/null 2>&1; then
            continue
        fi
        say "Fetching image $image"
        timeout 300 docker pull --quiet "$image" >"$STATE/docker-pull.log" 2>&1 || (make_base_image "$image") || true
    done
}

# Without a registry, an image of the same name with the same programs at the same places.
make_base_image() {
    local image=$1 root
    [ "$(id -u)" -eq 0 ] || die "image $image cannot be pulled (see $STATE/docker-pull.log), and only root can make it"
    debian_root >/dev/null
    root=$STATE/images/root
    say "It cannot be pulled; making it of Debian packages"
    rm -rf "$root"
    cp -a "$(debian_root)" "$root"
    case $image in
        node:*) add_node "$root" ;;
        eclipse-temurin:*) add_java "$root" ;;
        python:*)
            add_packages "$root" python3-minimal python3
            ln -s /usr/bin/python3 "$root/usr/local/bin/python"
            ln -s /usr/bin/python3 "$root/usr/local/bin/python3" ;;
    esac
    rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale,info}/*
    tar -C "$root" --one-file-system -c . | docker import \
        --change 'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8' \
        --change 'CMD ["bash"]' - "$image" >/dev/null
    rm -rf "$root"
}

# Prints the folder of a minimal Debian, made once.
debian_root() {
    local root=$STATE/images/$DEBIAN_SUITE log=$STATE/debootstrap.log
    if [ ! -f "$root/etc/debian_version" ]; then
        command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap >"$log" 2>&1 \
            || die "debootstrap cannot be installed; see $log"
        mkdir -p "$STATE/images"
        rm -rf "$root.new"
        debootstrap --variant=minbase "$DEBIAN_SUITE" "$root.new" ${WHIRL_DEBIAN_MIRROR:+"$WHIRL_DEBIAN_MIRROR"} >"$log" 2>&1 \
            || die "a minimal Debian cannot be made; see $log"
        mv "$root.new" "$root"
    fi
    say "$root"
}

add_packages() {
    local root=$1
    shift
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    { chroot "$root" apt-get update -qq && DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y -qq \
        --no-install-recommends "$@"; } >"$STATE/debootstrap.log" 2>&1 \
        || die "packages $* cannot be installed; see $STATE/debootstrap.log"
}

# This machine's own Node.js where it has one, for Debian's is older.
add_node() {
    local root=$1 node
    if node=$(command -v node); then
        install -m 755 "$(readlink -f "$node")" "$root/usr/local/bin/node"
    else
        add_packages "$root" nodejs
        ln -s /usr/bin/node "$root/usr/local/bin/node"
    fi
    chroot "$root" useradd --create-home --uid 1000 --shell /bin/bash node
}

# This machine's own JDK where it is of the right version and complete.
add_java() {
    local root=$1 home
    home=$(dirname "$(dirname "$(readlink -f "$(command -v javac || say /none/none)")")")
    if ! [ -d "$home/jmods" ] || ! grep -q '^JAVA_VERSION="17' "$home/release"; then
        add_packages "$root" openjdk-17-jdk-headless
        home=$(echo "$root"/usr/lib/jvm/java-17-openjdk-*)
    fi
    mkdir -p "$root/opt/java"
    # Debian has some of its files elsewhere, and links to some that need not be there.
    cp -rL "$home" "$root/opt/java/openjdk" 2>/dev/null || true
    [ -x "$root/opt/java/openjdk/bin/jlink" ] && [ -f "$root/opt/java/openjdk/lib/modules" ] || die "a JDK cannot be copied from $home"
}

# show_images_being_built COMMAND...: runs a command that waits for the platform, and meanwhile shows what it does to
# images.
show_images_being_built() {
    local pid status=0
    touch "$LOG"
    { tail -n 0 -F "$LOG" 2>/dev/null | grep --line-buffered -oE 'Image [^ ]+( is being (built|pulled)|: Step .*| was (built|pulled))'; } &
    pid=$!
    ("$@") || status=$?
    pkill -P "$pid" 2>/dev/null || true
    kill "$pid" 2>/dev/null || true
    return "$status"
}
