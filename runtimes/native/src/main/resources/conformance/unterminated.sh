#!/bin/sh
printf 'no line feed\n%s' "$1"
printf 'no line feed' >&2
