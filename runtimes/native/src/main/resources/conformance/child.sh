#!/bin/sh
sh -c "printf 'no line feed'; printf 'no line feed' >&2"
printf '\n%s\n' "$1"
