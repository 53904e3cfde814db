#!/bin/sh
size=$(echo "$1" | tr -dc '0-9')
printf '{"text":"'
head -c "$size" /dev/zero | tr '\0' a
echo '"}'
