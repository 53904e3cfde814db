#!/bin/sh
echo in
expected=$(echo "$1" | tr -dc '0-9')
mkdir -p arrived
mkdir "arrived/$$"
while [ "$(ls arrived | wc -l)" -lt "$expected" ]; do
    sleep 0.01
done
echo "$1"
