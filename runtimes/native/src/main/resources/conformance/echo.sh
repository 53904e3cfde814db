#!/bin/sh
echo "hello stdout"
echo "hello stderr" >&2
cat
exit 0
