# Part of ./whirl: all tests, and how many passed.

command_test() {
    local started status=0 counts passed failed
    java_command >/dev/null
    mkdir -p "$STATE"
    started=$(mktemp "$STATE/build.XXXXXX")
    find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -delete
    if maven "$STATE/test.log" install -Dmaven.test.failure.ignore=true; then
        mark_built "$started"
    else
        rm -f "$started"
        grep '^\[ERROR\]' "$STATE/test.log" | head -n 15 >&2 || true
        say "The build failed; all of its output is in $STATE/test.log"
        status=1
    fi
    grep -E '^\[ERROR\] +[A-Za-z]+\.' "$STATE/test.log" >&2 || true
    counts=$(count_reports)
    passed=${counts% *}
    failed=${counts#* }
    if [ "$status" -eq 0 ]; then
        client_tests || status=1
        counts=$(awk '/^# pass / { passed = $3 } /^# (fail|cancelled) / { failed += $3 } END { print passed + 0, failed + 0 }' \
            "$STATE/client-test.log")
        passed=$((passed + ${counts% *}))
        failed=$((failed + ${counts#* }))
    fi
    [ "$failed" -eq 0 ] || status=1
    say "$passed passed, $failed failed"
    return "$status"
}

# Adds up the reports of all Java tests: "passed failed".
count_reports() {
    find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -exec cat {} + | tr '\n' ' ' | grep -o '<testsuite [^>]*>' | awk '
        function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
        { bad = count("errors") + count("failures"); failed += bad; passed += count("tests") - bad - count("skipped") }
        END { print passed + 0, failed + 0 }'
}

# Drives a fresh instance with OpenWhisk's own client from npm.
client_tests() {
    local log=$STATE/client-test.log state=$STATE/test port status=0
    : >"$log"
    command -v npm >/dev/null || { say "no npm found; install Node.js with npm to run the client's tests"; return 1; }
    port=$(free_port 13233)
    say "Running OpenWhisk's npm client against a fresh instance"
    rm -rf "$state"
    (cd "$ROOT/itests/npm" && npm ci --silent --no-audit --no-fund) >>"$log" 2>&1 \
        || { tail -n 15 "$log" >&2; say "npm could not fetch the client; its output is in $log"; return 1; }
    if WHIRL_STATE=$state WHIRL_NO_BUILD=1 "$ROOT/whirl" up --port "$port" >>"$log" 2>&1; then
        (cd "$ROOT/itests/npm" && env $(WHIRL_STATE=$state "$ROOT/whirl" env) node --test --test-reporter=tap) >>"$log" 2>&1 \
            || status=1
    else
        status=1
    fi
    WHIRL_STATE=$state "$ROOT/whirl" down >>"$log" 2>&1 || status=1
    [ "$status" -eq 0 ] || { grep -E '^ *not ok|^whirl:' "$log" >&2 || tail -n 15 "$log" >&2; say "All of its output is in $log"; }
    return "$status"
}
