# Part of ./whirl: all tests, and how many passed.

command_test() {
    local started status=0 counts passed failed profiles=()
    java_command >/dev/null
    mkdir -p "$STATE"
    started=$(mktemp "$STATE/build.XXXXXX")
    find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -delete
    if [ -z "${WHIRL_NO_DOCKER:-}" ]; then
        # Without an Engine these tests fail and say so.
        (provide_engine && provide_base_images) || true
        profiles=(-Pdocker)
    fi
    if maven "$STATE/test.log" install "${profiles[@]}" -Dmaven.test.failure.ignore=true; then
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
