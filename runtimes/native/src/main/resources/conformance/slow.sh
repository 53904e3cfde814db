#!/bin/sh
sleep 0.15
echo "$1"
