#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# synoptic model dump: good files are told of, bad ones end with 4, the reason and the remedy.
load helper

@test "model dump prints identity, metadata and tensors" {
    run "$SYNOPTIC" model dump tests/data/weights/v1.syn
    [ "$status" -eq 0 ]
    [[ "$output" == *"format 1"* ]]
    [[ "$output" == *"licence"* ]]
    [[ "$output" == *"i16[2] 4 bytes"* ]]
}

@test "a damaged file of weights ends with 4 and says where" {
    head -c 700 tests/data/weights/v1.syn >"$BATS_TEST_TMPDIR/cut.syn"
    run "$SYNOPTIC" model dump "$BATS_TEST_TMPDIR/cut.syn"
    [ "$status" -eq 4 ]
    [[ "$output" == *"ends too early"* ]]
    { head -c 800 tests/data/weights/v1.syn; printf 'x'; tail -c +802 tests/data/weights/v1.syn; } >"$BATS_TEST_TMPDIR/bad.syn"
    run "$SYNOPTIC" model dump "$BATS_TEST_TMPDIR/bad.syn"
    [ "$status" -eq 4 ]
    [[ "$output" == *"replace it"* ]]
    echo "no weights" >"$BATS_TEST_TMPDIR/text.syn"
    run "$SYNOPTIC" model dump "$BATS_TEST_TMPDIR/text.syn"
    [ "$status" -eq 4 ]
    [[ "$output" == *"not a weights file"* ]]
}

@test "damaged weights stop annotate with 4" {
    mkdir -p "$BATS_TEST_TMPDIR/data"
    cp -rL "$BUILD/share/synoptic/." "$BATS_TEST_TMPDIR/data/"
    printf 'x' | dd of="$BATS_TEST_TMPDIR/data/models/tokens.syn" bs=1 seek=5000 conv=notrunc 2>/dev/null
    run "$SYNOPTIC" annotate --data "$BATS_TEST_TMPDIR/data" --layers tokens examples/1-skerry-morning.txt
    [ "$status" -eq 4 ]
    [[ "$output" == *"checksum"* ]]
}
