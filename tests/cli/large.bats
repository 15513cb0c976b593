#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Not for sanitizers: inputs of a hundred megabytes, and memory that stays flat.
load helper

good=examples/1-skerry-morning.txt

@test "a line of 100 MB is above the cap: named, with the remedy, and the others are done" {
    head -c 100000000 /dev/zero | tr '\0' 'x' | timeout 120 "$SYNOPTIC" annotate - "$good" >"$tmp/out" 2>"$tmp/err" || status=$?
    is "${status:-0}" 4
    says '67108864.*split it or raise'
    is "$(lines "$tmp/out")" 1
    scripts/validate-json docs/schema/document.json "$tmp/out"
}

@test "ten million blank lines are a document without sentences" {
    head -c 10000000 /dev/zero | tr '\0' '\n' >"$tmp/blank.txt"
    try timeout 120 "$SYNOPTIC" annotate "$tmp/blank.txt" "$good"
    is "$status" 0
    is "$(lines "$tmp/out")" 2
}

@test "an endless stream in flat memory" {
    line='{"id":"r","text":"The mayor of Tessmar said on Wednesday that the bridge would open in May."}'
    for n in 400 4000; do
        yes "$line" | head -n $n >"$tmp/in.jsonl"
        /usr/bin/python3 - "$SYNOPTIC" "$tmp/in.jsonl" >"$tmp/peak-$n" <<'END'
import resource, subprocess, sys
subprocess.run([sys.argv[1], "annotate", "--jobs", "2", sys.argv[2]], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
END
    done
    few=$(cat "$tmp/peak-400") many=$(cat "$tmp/peak-4000")
    echo "peak: $few and $many KiB"
    [ $((many - few)) -lt 20000 ]
}

@test "--max-bytes sets the cap of one document" {
    printf 'The mayor spoke.\n' >"$tmp/short.txt"
    try "$SYNOPTIC" annotate --max-bytes 16 "$tmp/short.txt"
    is "$status" 4
    says 'short\.txt.*16 bytes'
    try "$SYNOPTIC" annotate --max-bytes 17 "$tmp/short.txt"
    is "$status" 0
}
