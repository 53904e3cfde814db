# Part of ./whirl: what the machine has.

java_command() {
    local java=${JAVA_HOME:+$JAVA_HOME/bin/}java version
    command -v "$java" >/dev/null || die "no Java found; install a JDK 17 or newer, or set JAVA_HOME"
    version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ] || die "Java ${version:-of an unknown version} found; Whirl needs 17 or newer"
    command -v "$java"
}

# http METHOD URL [USER:PASSWORD [JSON]]: prints the answer's body, fails unless the status is 2xx.
http() {
    local method=$1 url=$2 auth=${3:-} body=${4:-}
    if command -v curl >/dev/null; then
        curl --silent --fail-with-body --noproxy '*' --max-time 70 --request "$method" ${auth:+--user "$auth"} \
            ${body:+--header 'Content-Type: application/json' --data-binary "$body"} "$url"
        return
    fi
    python3 - "$method" "$url" "$auth" "$body" <<'PYTHON'
import base64, sys, urllib.error, urllib.request
method, url, auth, body = sys.argv[1:]
request = urllib.request.Request(url, method=method, data=body.encode() or None)
request.add_header("Content-Type", "application/json")
if auth:
    request.add_header("Authorization", "Basic " + base64.b64encode(auth.encode()).decode())
try:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    sys.stdout.write(opener.open(request, timeout=70).read().decode())
except urllib.error.HTTPError as error:
    sys.stdout.write(error.read().decode())
    sys.exit(22)
except OSError:
    sys.exit(7)
PYTHON
}

# Whether somebody listens on the port at 127.0.0.1 or at all addresses. Connecting would hang where nobody accepts.
listening() {
    local any='(0{8}|0{32}|0100007F|0{16}FFFF00000100007F)'
    grep -qsE " $any:$(printf %04X "$1") [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6
}

# A platform that was just killed may still hold its port for a moment.
require_free_port() {
    local attempt
    for attempt in {1..15}; do
        listening "$1" || return 0
        sleep 0.2
    done
    die "port $1 is already taken by another program; stop that, or choose another: ./whirl up --port $(($1 + 1))"
}

# free_port FIRST: prints the first port from there on that nobody listens on.
free_port() {
    local port
    for ((port = $1; port < $1 + 200; port++)); do
        listening "$port" || { say "$port"; return; }
    done
    die "no free port from $1 to $((port - 1))"
}
