#!/bin/sh
echo '"not a dictionary"'
