#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Remakes models/quote.syn from ../shared/data (see models/quote.md for its licence status).
#
#     train/quote/train.sh [BUILD]      BUILD: a built tree (build); VECTORS=FILE.vec: word vectors
#
# CLEAN=1: no weights; the stage then works by rules and the lexicon alone.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
data=../shared/data/attribution
work=${WORK:-$build/train-quote}
if [ "${CLEAN:-0}" = 1 ]; then
    rm -f models/quote.syn
    echo "quote: rules alone"
    exit 0
fi
[ -d "$data" ] || { echo "quote: no $data, nothing to train on" >&2; exit 3; }
mkdir -p "$work"
train/quote/convert.py $data/polnear.train.jsonl.gz >"$work/train.plain"
train/quote/convert.py $data/polnear.dev.jsonl >"$work/dev.plain"
if [ -n "${VECTORS:-}" ]; then
    OPENBLAS_NUM_THREADS=1 train/quote/clusters.py "$VECTORS" >"$work/classes.txt"
elif [ ! -f "$work/classes.txt" ]; then
    : >"$work/classes.txt"
fi
${CC:-cc} -O2 -std=c17 -D_GNU_SOURCE -ffp-contract=off -include src/base/banned.h -Iinclude -Isrc \
    -o "$work/train_quote" train/quote/train_quote.c "$build/libsynoptic.a" \
    $(pkg-config --libs icu-i18n icu-uc json-c libxxhash sqlite3 libdeflate uchardet libzstd gumbo expat) \
    -lcld2 -lstdc++ -lm -lpthread
for kind in parsed bare; do
    flag=
    [ $kind = parsed ] || flag=--bare
    "$work/train_quote" $flag "$build/share/synoptic/models" "$build/share/synoptic/know.syn" \
        "$work/classes.txt" "$work/train.plain" "$work/$kind.bin" "$work/dev.plain" "$work/$kind.jsonl"
    [ ! -x ../shared/eval/score ] || ../shared/eval/score attribution \
        --gold $data/polnear.dev.jsonl --system "$work/$kind.jsonl"
done
train/quote/pack.py models/quote.syn "${DATE:-$(date -u +%F)}" parsed="$work/parsed.bin" bare="$work/bare.bin"
