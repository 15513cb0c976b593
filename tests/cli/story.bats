#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Commands over several reports: their objects, and that order and threads change nothing.
load helper

@test "brief --format json is a valid story, the same for any order and number of jobs" {
    try_valid story "$SYNOPTIC" brief --format json --jobs 1 examples/*.txt
    is "$status" 0
    is "$(lines "$tmp/out")" 1
    cp "$tmp/out" "$tmp/one"
    try "$SYNOPTIC" brief --format json --jobs 8 examples/5-*.txt examples/2-*.txt examples/4-*.txt examples/1-*.txt examples/3-*.txt
    cmp "$tmp/one" "$tmp/out"
}

@test "brief: every note opens bytes of its file, within the width" {
    try "$SYNOPTIC" brief examples/*.txt
    is "$status" 0
    is "$(lines "$tmp/err")" 0
    cp "$tmp/out" "$tmp/one"
    try "$SYNOPTIC" brief --jobs 8 examples/3-*.txt examples/1-*.txt examples/5-*.txt examples/4-*.txt examples/2-*.txt
    cmp "$tmp/one" "$tmp/out"
    /usr/bin/python3 tests/cli/read_notes.py "$tmp/out"
}

@test "brief of one report, of an empty one, and of the same report twice" {
    try_valid story "$SYNOPTIC" brief --format json examples/1-*.txt
    is "$status" 0
    : >"$tmp/empty.txt"
    try_valid story "$SYNOPTIC" brief --format json "$tmp/empty.txt" examples/1-*.txt
    is "$status" 0
    cp examples/1-*.txt "$tmp/copy.txt"
    try_valid story "$SYNOPTIC" brief --format json examples/1-*.txt "$tmp/copy.txt"
    is "$status" 0
}

@test "brief: a missing file is named, the others are done" {
    try_valid story "$SYNOPTIC" brief --format json examples/1-*.txt "$tmp/nowhere.txt" examples/2-*.txt
    is "$status" 3
    says 'nowhere\.txt'
    is "$(lines "$tmp/out")" 1
}

@test "cluster: a line a document, in order, the same for 1 and 8 jobs" {
    try_valid cluster "$SYNOPTIC" cluster --jobs 1 examples/*.txt
    is "$status" 0
    is "$(lines "$tmp/out")" 5
    cp "$tmp/out" "$tmp/one"
    try "$SYNOPTIC" cluster --jobs 8 examples
    cmp "$tmp/one" "$tmp/out"
    cp examples/1-*.txt "$tmp/copy.txt"
    try_valid cluster "$SYNOPTIC" cluster examples/1-*.txt "$tmp/copy.txt"
    is "$(lines "$tmp/out")" 2
    is "$(grep -c '"duplicate_of":null' "$tmp/out")" 1
}

@test "who --format jsonl" {
    try_valid who "$SYNOPTIC" who --format jsonl examples/*.txt
    is "$status" 0
    [ "$(lines "$tmp/out")" -gt 20 ]
}

@test "quotes --format jsonl" {
    try_valid quotes "$SYNOPTIC" quotes --format jsonl examples/*.txt
    is "$status" 0
    [ "$(lines "$tmp/out")" -gt 5 ]
}

@test "the demo prints a brief of the bundled reports" {
    try scripts/demo
    is "$status" 0
    [ "$(lines "$tmp/out")" -gt 20 ]
}
