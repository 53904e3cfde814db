#!/bin/sh
echo null
