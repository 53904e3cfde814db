#!/usr/bin/env -S awk -f
function quoted(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/"/, "\\\"", text)
    gsub(/\n/, "\\n", text)
    return "\"" text "\""
}
BEGIN {
    for (name in ENVIRON) {
        result = result (result == "" ? "" : ",") quoted(name) ":" quoted(ENVIRON[name])
    }
    print "{" result "}"
}
