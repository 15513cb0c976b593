#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
load helper

@test "annotate: one valid object a report, in order" {
    try_valid document "$SYNOPTIC" annotate --check examples/*.txt
    is "$status" 0
    is "$(lines "$tmp/out")" 5
    is "$(lines "$tmp/err")" 0
    seen=$(grep -o '"path":"[^"]*"' "$tmp/out" | cut -d'"' -f4 | tr '\n' ' ')
    is "$seen" "$(echo examples/*.txt) "
}

@test "annotate: the same bytes for 1 and 8 jobs, and for a folder" {
    try "$SYNOPTIC" annotate --jobs 1 examples/*.txt
    cp "$tmp/out" "$tmp/one"
    try "$SYNOPTIC" annotate --jobs 8 examples/*.txt
    cmp "$tmp/one" "$tmp/out"
    try "$SYNOPTIC" annotate --jobs 3 examples
    cmp "$tmp/one" "$tmp/out"
}

@test "annotate --layers prints what was asked alone" {
    try_valid document "$SYNOPTIC" annotate --layers times examples/1-*.txt
    is "$status" 0
    lacks '"(tokens|mentions|entities|quantities|attributions|events)":\['
    try_valid document "$SYNOPTIC" annotate --layers tokens,events examples/1-*.txt
    lacks '"(mentions|times|quantities|attributions)":\['
}

@test "annotate --format conllu: a tree for every sentence, every byte range in its text" {
    try "$SYNOPTIC" annotate --format conllu examples/*.txt
    is "$status" 0
    is "$(grep -c '^# newdoc id = ' "$tmp/out")" 5
    /usr/bin/python3 tests/cli/read_conllu.py "$tmp/out" examples/*.txt
}

@test "annotate: JSON Lines in, ids kept" {
    printf '%s\n' '{"id":"r1","text":"The mayor said the bridge is closed.","published":"2026-03-04"}' \
        '{"id":"r2","text":"It will open on Monday.","outlet":"Harrow Post","lang":null,"x":{}}' >"$tmp/in.jsonl"
    try_valid document "$SYNOPTIC" annotate "$tmp/in.jsonl"
    is "$status" 0
    is "$(grep -o '"id":"r[12]"' "$tmp/out" | tr '\n' ' ')" '"id":"r1" "id":"r2" '
    grep -q '"published":"2026-03-04","published_from":"given"' "$tmp/out"
    cp "$tmp/out" "$tmp/first"
    "$SYNOPTIC" annotate --from jsonl - <"$tmp/in.jsonl" >"$tmp/out"
    scripts/validate-json docs/schema/document.json "$tmp/out"
    is "$(sed 's/"path":"[^"]*"//' "$tmp/out" | cksum)" "$(sed 's/"path":"[^"]*"//' "$tmp/first" | cksum)"
}

@test "annotate reads its own output" {
    "$SYNOPTIC" annotate examples/1-*.txt >"$tmp/own.jsonl"
    try_valid document "$SYNOPTIC" annotate "$tmp/own.jsonl"
    is "$status" 0
    is "$(lines "$tmp/out")" 1
}

@test "annotate: gzip, side file, --meta and --published" {
    gzip -c examples/1-skerry-morning.txt >"$tmp/r.txt.gz"
    try_valid document "$SYNOPTIC" annotate "$tmp/r.txt.gz"
    is "$status" 0
    grep -q Dravek "$tmp/out"
    cp examples/1-skerry-morning.txt "$tmp/r.txt"
    echo '{"outlet":"Skerry Morning","published":"2026-03-05"}' >"$tmp/r.txt.meta.json"
    try_valid document "$SYNOPTIC" annotate "$tmp/r.txt"
    grep -q '"outlet":"Skerry Morning"' "$tmp/out" || {
        mv "$tmp/r.txt.meta.json" "$tmp/r.meta.json"
        try_valid document "$SYNOPTIC" annotate "$tmp/r.txt"
        grep -q '"outlet":"Skerry Morning"' "$tmp/out"
    }
    try_valid document "$SYNOPTIC" annotate --published 2026-03-06 "$tmp/r.txt"
    grep -q '"published":"2026-03-06","published_from":"given"' "$tmp/out"
}

@test "annotate: another language gives tokens by rule, a diagnostic, and nothing above" {
    printf '%s\n' "Le ministre des affaires étrangères a déclaré mercredi que les négociations avec les deux pays voisins reprendraient la semaine prochaine dans la capitale." >"$tmp/fr.txt"
    try_valid document "$SYNOPTIC" annotate "$tmp/fr.txt"
    is "$status" 0
    grep -q '"language":"fr"' "$tmp/out"
    grep -q '"code":"language"' "$tmp/out"
    lacks '"(mentions|times|attributions|events)":\['
}

@test "extract: one valid object a report; map leads back to the raw bytes" {
    try_valid extract "$SYNOPTIC" extract examples/*.txt
    is "$status" 0
    is "$(lines "$tmp/out")" 5
    lacks '"map"'
    printf '\xef\xbb\xbfA mark \xff here.\n' >"$tmp/odd.txt"
    try_valid extract "$SYNOPTIC" extract "$tmp/odd.txt"
    grep -q '"map"' "$tmp/out"
}

@test "show: a span in its context, its bytes alone, and by id" {
    try "$SYNOPTIC" show examples/1-skerry-morning.txt:0-8
    is "$status" 0
    grep -q '>>Kestria.<<' "$tmp/out"
    "$SYNOPTIC" show --bytes examples/1-skerry-morning.txt:0-7 >"$tmp/out"
    is "$(cat "$tmp/out")" Kestria
    echo '{"id":"r:1#x","text":"The mayor spoke."}' >"$tmp/in.jsonl"
    "$SYNOPTIC" show --bytes "$tmp/in.jsonl#r:1#x:4-9" >"$tmp/out" || "$SYNOPTIC" show --bytes "$tmp/in.jsonl:4-9" >"$tmp/out"
    is "$(cat "$tmp/out")" mayor
    try "$SYNOPTIC" show examples/1-skerry-morning.txt:0-99999
    is "$status" 1
    try "$SYNOPTIC" show "$tmp/in.jsonl#nobody:0-3"
    is "$status" 1
    try "$SYNOPTIC" show examples/1-skerry-morning.txt
    is "$status" 2
    try "$SYNOPTIC" show "$tmp/nowhere:0-3"
    is "$status" 3
}
