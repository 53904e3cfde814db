#!/bin/sh
lines=$(echo "$1" | tr -dc '0-9')
seq 0 $((lines - 1)) | awk '{ line = $0; while (length(line) < 100) line = line "."; print line }'
echo "$1"
