#!/bin/sh
case $1 in
    *odd*) echo '{"number":NaN}' ;;
    *) echo "$1" ;;
esac
