#!/bin/sh
case $1 in
    *good*) echo "$1" ;;
    *)
        echo "sample failure" >&2
        echo '{"error":"sample failure"}'
        exit 1
        ;;
esac
