#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
load helper

@test "know: a name, with the table and line it is from" {
    try "$SYNOPTIC" know Kremlin
    is "$status" 0
    grep -q '^seat  Kremlin .*\[seats.tsv:[0-9]*\]$' "$tmp/out"
}

@test "know --format jsonl: one object an entry" {
    try "$SYNOPTIC" know --format jsonl Danes "foreign ministers"
    is "$status" 0
    /usr/bin/python3 -c 'import json, sys
lines = [json.loads(x) for x in open(sys.argv[1])]
assert any(x["key"] == "iso3166:DK" and x["role"] == "people" for x in lines)
assert any(x["kind"] == "title" and x["role"] == "plural" for x in lines)
assert all(x["table"] for x in lines)' "$tmp/out"
}

@test "know: a key is an answer, case has its say, nothing known is status 1" {
    try "$SYNOPTIC" know iso3166:DK
    is "$status" 0
    try "$SYNOPTIC" know Qxqzt
    is "$status" 1
    is "$(lines "$tmp/err")" 1
    try "$SYNOPTIC" know
    is "$status" 2
}

@test "know --stats counts every kind; a bad file is status 4" {
    try "$SYNOPTIC" know --stats
    is "$status" 0
    grep -q '^cue_verb  *[0-9]' "$tmp/out"
    mkdir -p "$tmp/data"
    printf 'SYNKNOW1 and no more' >"$tmp/data/know.syn"
    try "$SYNOPTIC" know --data "$tmp/data" Kremlin
    is "$status" 4
    try "$SYNOPTIC" know --data "$tmp/nowhere" Kremlin
    is "$status" 4
}
