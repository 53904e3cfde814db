#!/bin/sh
delimiter=$(echo "$1" | sed 's/.*: *"\(.*\)".*/\1/')
winter="$delimiter ☃ $delimiter"
echo "$winter"
echo "{\"winter\":\"$winter\"}"
