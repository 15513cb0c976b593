#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
load helper

@test "version prints one line" {
    try "$SYNOPTIC" version
    is "$status" 0
    grep -qxE 'synoptic [0-9]+\.[0-9]+\.[0-9]+' "$tmp/out"
    is "$(lines "$tmp/out")" 1
    try "$SYNOPTIC" --version
    is "$status" 0
}

@test "no command: help on standard error, status 2" {
    try "$SYNOPTIC"
    is "$status" 2
    is "$(lines "$tmp/out")" 0
    says '^Usage: synoptic COMMAND'
}

@test "every command has help, status 0, nothing on standard error" {
    for command in $("$SYNOPTIC" help --names); do
        for way in -h --help; do
            try "$SYNOPTIC" "$command" $way
            is "$status" 0
            is "$(lines "$tmp/err")" 0
            grep -q "^Usage: synoptic $command" "$tmp/out"
        done
    done
}

@test "unknown command, option and value: status 2 and one line with the remedy" {
    try "$SYNOPTIC" annotat
    is "$status" 2
    says 'unknown command "annotat"; see synoptic help'
    try "$SYNOPTIC" annotate --lairs tokens examples
    is "$status" 2
    says 'unknown option --lairs; see synoptic annotate --help'
    is "$(lines "$tmp/err")" 1
    try "$SYNOPTIC" annotate -x examples
    is "$status" 2
    try "$SYNOPTIC" annotate --format yaml examples
    is "$status" 2
    says 'json,conllu'
    try "$SYNOPTIC" annotate --layers tokens,shoes examples
    is "$status" 2
    says 'shoes'
    try "$SYNOPTIC" annotate --layers= examples
    is "$status" 2
    try "$SYNOPTIC" annotate --jobs 0 examples
    is "$status" 2
    try "$SYNOPTIC" annotate --jobs 1e9 examples
    is "$status" 2
    try "$SYNOPTIC" annotate --jobs
    is "$status" 2
    says 'needs a value'
    try "$SYNOPTIC" annotate --verbose=1 examples
    is "$status" 2
    try "$SYNOPTIC" annotate --published tomorrow examples
    is "$status" 2
    try "$SYNOPTIC" extract --published 2026-02-30 examples
    is "$status" 2
    says '2026-02-30'
    is "$(lines "$tmp/out")" 0
    try "$SYNOPTIC" annotate
    is "$status" 2
    try "$SYNOPTIC" version please
    is "$status" 2
    is "$(lines "$tmp/out")" 0
}

@test "values come after a blank or an equals sign; -- ends options" {
    try "$SYNOPTIC" extract --jobs=2 --from text -- examples
    is "$status" 0
    is "$(lines "$tmp/out")" 5
    cp examples/1-*.txt "$tmp/--from"
    cd "$tmp"
    try "$SYNOPTIC" extract -- --from
    is "$status" 0
}

@test "help, manual pages and completion agree with the table" {
    scripts/check-faces "$SYNOPTIC"
}

@test "manual pages are well formed" {
    command -v scdoc >/dev/null || skip "scdoc is not installed"
    "$SYNOPTIC" help --scdoc | scdoc >"$tmp/page"
    for command in $("$SYNOPTIC" help --names); do
        "$SYNOPTIC" help --scdoc "$command" | scdoc >"$tmp/page"
        grep -q '^\.TH' "$tmp/page"
    done
}

@test "completion is valid shell and completes commands and options" {
    "$SYNOPTIC" help --completion bash >"$tmp/c"
    bash -n "$tmp/c"
    run bash -c '. "$0"; COMP_WORDS=(synoptic anno) COMP_CWORD=1; _synoptic; echo "${COMPREPLY[@]}"' "$tmp/c"
    is "$output" annotate
    run bash -c '. "$0"; COMP_WORDS=(synoptic annotate --lay) COMP_CWORD=2; _synoptic; echo "${COMPREPLY[@]}"' "$tmp/c"
    is "$output" --layers
    run bash -c '. "$0"; COMP_WORDS=(synoptic annotate --format c) COMP_CWORD=3; _synoptic; echo "${COMPREPLY[@]}"' "$tmp/c"
    is "$output" conllu
}

@test "doctor names the data folder and how it was found" {
    try "$SYNOPTIC" doctor
    grep -q '^data .*found beside the program' "$tmp/out"
    try env SYNOPTIC_DATA="$tmp" "$SYNOPTIC" doctor
    grep -q '^data .*named by \$SYNOPTIC_DATA' "$tmp/out"
    try "$SYNOPTIC" doctor --data "$tmp/nowhere"
    grep -q '^data .*named by --data' "$tmp/out"
    is "$status" 4
    grep -qE '^engine +cannot start: .*nowhere' "$tmp/out"
}

@test "weights or tables that are missing: status 4, the file and a remedy" {
    mkdir "$tmp/empty"
    try "$SYNOPTIC" annotate --data "$tmp/empty" examples
    is "$status" 4
    is "$(lines "$tmp/out")" 0
    says "$tmp/empty"
}

@test "a bad file of knowledge: status 4" {
    mkdir "$tmp/bad"
    head -c 5000 "$BUILD/share/synoptic/know.syn" >"$tmp/bad/know.syn"
    [ ! -d "$BUILD/share/synoptic/models" ] || ln -s "$BUILD/share/synoptic/models" "$tmp/bad/models"
    try "$SYNOPTIC" annotate --data "$tmp/bad" examples
    is "$status" 4
    says 'know'
}

@test "weights and tables that are missing, short, garbled, empty or changed in one byte: status 4" {
    share=$BUILD/share/synoptic
    for file in know.syn $(cd "$share" && echo models/*.syn); do
        [ -f "$share/$file" ] || continue
        for way in missing short garbled empty changed; do
            rm -rf "$tmp/data"
            mkdir -p "$tmp/data/models"
            ln -s "$share/know.syn" "$tmp/data/know.syn"
            for model in "$share"/models/*.syn; do ln -s "$model" "$tmp/data/models/"; done
            rm "$tmp/data/$file"
            case $way in
            missing) [ "$file" = know.syn ] || continue ;;
            short) head -c 20000 "$share/$file" >"$tmp/data/$file" ;;
            garbled) echo garbled >"$tmp/data/$file" ;;
            empty) : >"$tmp/data/$file" ;;
            changed) /usr/bin/python3 -c 'import sys
b = bytearray(open(sys.argv[1], "rb").read())
b[len(b) // 2] ^= 0x55
open(sys.argv[2], "wb").write(b)' "$share/$file" "$tmp/data/$file" ;;
            esac
            try "$SYNOPTIC" annotate --data "$tmp/data" examples/1-*.txt
            is "$status" 4
            is "$(lines "$tmp/out")" 0
            says "$(basename "$file")"
        done
    done
}

@test "colour on a terminal alone, and not where NO_COLOR is set" {
    command -v script >/dev/null || skip "script(1) is not installed"
    script -qec true /dev/null </dev/null >/dev/null 2>&1 || skip "no pseudo-terminal is to be had here"
    run="$SYNOPTIC show examples/1-skerry-morning.txt:0-8"
    script -qec "$run" /dev/null </dev/null >"$tmp/out"
    grep -q "$(printf '\033')" "$tmp/out"
    NO_COLOR=1 script -qec "$run" /dev/null </dev/null >"$tmp/out"
    lacks "$(printf '\033')"
    $run >"$tmp/out"
    lacks "$(printf '\033')"
}
