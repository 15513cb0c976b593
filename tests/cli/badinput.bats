#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Odd bytes and a failing world: the contract's status, a sentence that names the file, and the other
# inputs still done. The big inputs are made on the fly.
load helper

good=examples/1-skerry-morning.txt

# annotate FILE and a good report: FILE gives a document or a message, the good one is done.
with_good() {
    try_valid document "$SYNOPTIC" annotate --check "$@" "$good"
    tail -n 1 "$tmp/out" | grep -q '"path":"'"$good"'"'
}

@test "an empty file is a document without text" {
    : >"$tmp/empty.txt"
    with_good "$tmp/empty.txt"
    is "$status" 0
    is "$(lines "$tmp/out")" 2
    head -n 1 "$tmp/out" | grep -q '"text":""'
    try "$SYNOPTIC" annotate --format conllu "$tmp/empty.txt"
    is "$status" 0
    try_valid document "$SYNOPTIC" annotate - </dev/null
    is "$status" 0
    is "$(lines "$tmp/out")" 1
}

@test "one byte, whichever it is" {
    for n in 0 10 32 34 65 128 192 255; do
        printf "$(printf '\\x%02x' "$n")" >"$tmp/one-$n.txt"
    done
    with_good "$tmp"/one-*.txt
    is "$status" 0
    is "$(lines "$tmp/out")" 9
}

@test "NULs" {
    printf 'The mayor\0 said \0\0 no.\n\0' >"$tmp/nul.txt"
    with_good "$tmp/nul.txt"
    is "$status" 0
    is "$(lines "$tmp/out")" 2
}

@test "invalid UTF-8 becomes U+FFFD, and the map says so" {
    printf 'The mayor \xff\xfe\xc3( said \xed\xa0\x80 no.\n\xf0\x9f' >"$tmp/bad.txt"
    with_good "$tmp/bad.txt"
    is "$status" 0
    head -n 1 "$tmp/out" | grep -q '"map":\[\['
}

@test "UTF-16 with a mark, of both kinds" {
    for kind in UTF-16LE UTF-16BE; do
        { [ $kind = UTF-16LE ] && printf '\xff\xfe' || printf '\xfe\xff'; printf 'The mayor said no.\n' | iconv -t $kind; } >"$tmp/$kind.txt"
    done
    with_good "$tmp"/UTF-16*.txt
    is "$status" 0
    is "$(grep -c 'The mayor said no' "$tmp/out")" 2
}

@test "UTF-16 without a mark" {
    for kind in UTF-16LE UTF-16BE; do
        printf 'The mayor said no on Wednesday, and the council heard it.\n' | iconv -t $kind >"$tmp/$kind.txt"
    done
    with_good "$tmp"/UTF-16*.txt
    is "$(lines "$tmp/out")" 3
    is "$(grep -c 'The mayor said no' "$tmp/out")" 2
}

@test "a missing file: status 3, its name, and the others are done" {
    with_good "$tmp/nowhere.txt"
    is "$status" 3
    says 'nowhere\.txt'
    is "$(lines "$tmp/out")" 1
}

@test "a file that may not be read" {
    [ "$(id -u)" != 0 ] || skip "root may read everything"
    echo text >"$tmp/shut.txt"
    chmod 0 "$tmp/shut.txt"
    with_good "$tmp/shut.txt"
    is "$status" 3
    says 'shut\.txt'
}

@test "a folder is read with its files; an empty one gives nothing" {
    mkdir -p "$tmp/folder/b" "$tmp/none"
    cp examples/1-*.txt "$tmp/folder/c.txt"
    cp examples/2-*.txt "$tmp/folder/b/a.txt"
    try_valid document "$SYNOPTIC" annotate "$tmp/folder"
    is "$status" 0
    is "$(grep -o '"path":"[^"]*"' "$tmp/out" | sed 's/.*folder//' | tr '\n' ' ')" '/b/a.txt" /c.txt" '
    try "$SYNOPTIC" annotate "$tmp/none"
    is "$(lines "$tmp/out")" 0
}

@test "lines that are no JSON: status 4, the line's number, and the others are done" {
    printf '%s\n' '{"id":"a","text":"The mayor spoke."}' '{"id":"b","text":' '[1,2]' '{"id":"c"}' \
        '{"id":"d","text":7}' '' '{"id":"e","text":"It rained."}' >"$tmp/in.jsonl"
    with_good "$tmp/in.jsonl"
    is "$status" 4
    says 'in\.jsonl:2: '
    says 'in\.jsonl:3: '
    says 'in\.jsonl:4: '
    says 'in\.jsonl:5: '
    is "$(lines "$tmp/out")" 3
}

@test "a gzip file that ends too early or is none" {
    gzip -c "$good" | head -c 300 >"$tmp/short.txt.gz"
    with_good "$tmp/short.txt.gz"
    is "$status" 4
    says 'short\.txt\.gz'
    printf '\x1f\x8bnot gzip at all' >"$tmp/none.txt.gz"
    with_good "$tmp/none.txt.gz"
    is "$status" 4
}

@test "deep JSON does not exhaust the stack" {
    { printf '{"id":"a","text":"x","y":'; head -c 2000000 /dev/zero | tr '\0' '['; } >"$tmp/deep.jsonl"
    with_good "$tmp/deep.jsonl"
    is "$status" 4
    is "$(lines "$tmp/out")" 1
}

@test "one word of a megabyte, one quotation mark a character, brackets without end" {
    head -c 1000000 /dev/zero | tr '\0' 'a' >"$tmp/word.txt"
    yes '"' | head -n 20000 | tr -d '\n' >"$tmp/quotes.txt"
    yes '(' | head -n 20000 | tr -d '\n' >"$tmp/open.txt"
    yes 'said that he ' | head -n 4000 | tr -d '\n' >"$tmp/nest.txt"
    try_valid document timeout 600 "$SYNOPTIC" annotate --check "$tmp"/word.txt "$tmp"/quotes.txt "$tmp"/open.txt "$tmp"/nest.txt "$good"
    tail -n 1 "$tmp/out" | grep -q '"path":"'"$good"'"'
    [ "$status" -lt 4 ]
}

@test "a full disk: status 3 and a sentence" {
    [ -w /dev/full ] || skip "no /dev/full"
    status=0
    "$SYNOPTIC" annotate "$good" >/dev/full 2>"$tmp/err" || status=$?
    is "$status" 3
    says 'no space left'
    status=0
    "$SYNOPTIC" help >/dev/full 2>"$tmp/err" || status=$?
    is "$status" 3
}

@test "a file that may grow no further, wherever it stops: status 3, and what came before is right" {
    "$SYNOPTIC" extract examples >"$tmp/whole"
    for blocks in 0 1 2 4 7 9; do
        status=0
        (ulimit -f $blocks; exec "$SYNOPTIC" extract examples >"$tmp/out" 2>&3) 3>"$tmp/err" || status=$?
        is "$status" 3
        cmp -n "$(stat -c %s "$tmp/out")" "$tmp/out" "$tmp/whole"
    done
}

@test "a reader that has gone, and no standard output at all: status 3 and a sentence" {
    { status=0; "$SYNOPTIC" annotate examples examples examples 2>"$tmp/err" || status=$?; echo "$status" >"$tmp/status"; } | true
    is "$(cat "$tmp/status")" 3
    says 'reader has gone'
    status=0
    "$SYNOPTIC" version >&- 2>"$tmp/err" || status=$?
    is "$status" 3
}

@test "names with control characters do not reach the terminal" {
    try "$SYNOPTIC" annotate "$tmp/$(printf 'a\033[31mb')"
    is "$status" 3
    if grep -q "$(printf '\033')" "$tmp/err"; then false; fi
}

@test "the cap of a sentence: cut at white space at 4,096 tokens, with a diagnostic" {
    yes word | head -n 10000 | tr '\n' ' ' >"$tmp/long.txt"
    try_valid document "$SYNOPTIC" annotate --check --layers tokens "$tmp/long.txt"
    is "$status" 0
    grep -q '"code":"sentence-too-long"' "$tmp/out"
    n=$(grep -o '"sentence":0}' "$tmp/out" | wc -l)
    [ "$n" -gt 2048 ] && [ "$n" -le 4096 ]
}

@test "the cap of folders: 64 deep, named, and the others are done" {
    deep=$tmp/deep
    for i in $(seq 70); do deep=$deep/d; done
    mkdir -p "$deep"
    cp "$good" "$deep/"
    try_valid extract "$SYNOPTIC" extract "$tmp/deep" "$good"
    is "$status" 4
    says 'more than 64 deep'
    is "$(lines "$tmp/out")" 1
}
