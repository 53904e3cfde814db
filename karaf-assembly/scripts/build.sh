# Part of ./whirl: building with Maven, only when it is needed.

needs_build() {
    [ -z "${WHIRL_NO_BUILD:-}" ] || return 1
    [ -f "$STAMP" ] && [ -d "$ASSEMBLY/system" ] || return 0
    local newer
    newer=$(cd "$ROOT" && find pom.xml bnd.bnd bundles runtimes features karaf-assembly config \
        \( -name target -o -name scripts -o -name __pycache__ \) -prune -o -type f -newer "$STAMP" -print -quit)
    [ -n "$newer" ]
}

# maven LOGFILE ARGUMENT...: runs Maven at the root, shows one line for each module and keeps everything in the log.
maven() {
    local log=$1 line fetched=0
    shift
    command -v mvn >/dev/null || die "no Maven found; install Maven 3.8 or newer"
    (cd "$ROOT" && exec mvn -B -Dstyle.color=never "$@") 2>&1 | tee "$log" | while IFS= read -r line; do
        case $line in
            *Downloaded\ from*)
                fetched=$((fetched + 1))
                [ $((fetched % 50)) -ne 0 ] || say "        $fetched files fetched" ;;
            *"Building Whirl"*"["*)
                say "$line" | sed 's/.*Building \(Whirl[^[]*[^[ ]\) *\[\([0-9/]*\)\].*/  [\2] \1/' ;;
            *"Tests run:"*"Time elapsed"*)
                say "$line" | sed 's/^\[[A-Z]*\] */        /' ;;
        esac
    done
}

build() {
    say "Building Whirl (a few minutes the first time, while libraries are fetched)"
    local started
    mkdir -p "$STATE"
    started=$(mktemp "$STATE/build.XXXXXX")
    if ! maven "$STATE/build.log" install -DskipTests -pl karaf-assembly -am; then
        rm -f "$started"
        grep '^\[ERROR\]' "$STATE/build.log" | head -n 15 >&2 || true
        die "the build failed; all of its output is in $STATE/build.log"
    fi
    mark_built "$started"
}

# mark_built FILE: the build is as new as the file, which was made before it began.
mark_built() {
    touch -r "$1" "$STAMP"
    rm -f "$1"
}
