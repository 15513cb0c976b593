#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Remakes models/parse.syn and tests/data/parser_reference.tsv from ../shared: word vectors (some 7
# minutes), training (some 50 minutes on one free core; 37 epochs), export. Seed 1.
# usage: train/lang/parse.sh [WORK]   WORK keeps vectors and checkpoints; a second run goes on there.
# CLEAN=1 leaves the part of GUM out whose licences are not open. DATE stands in the file's metadata.
set -eu
cd "$(dirname "$0")/../.."
work=${1:-${TMPDIR:-/tmp}/synoptic-parse}
shared=${SHARED:-../shared}
date=${DATE:-$(date -u +%F)}
trees="ewt.train.conllu.gz gum-open.train.conllu.gz"
clean=
if [ "${CLEAN:-}" = 1 ]; then clean=--clean; else trees="$trees gum-rest.train.conllu.gz"; fi
mkdir -p "$work"
# One thread: the cores of a small machine are better spent on one pass each, and sums stay in order.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
export MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=4000000000
if [ ! -s "$work/ft.bin" ]; then
    /usr/bin/python3 train/lang/rawtext.py "$shared" "$work/raw.txt" $trees
    fasttext skipgram -input "$work/raw.txt" -output "$work/ft.part" -dim 96 -ws 4 -epoch 4 -minCount 4 \
        -minn 3 -maxn 5 -bucket 20000 -lr 0.05 -thread 1
    mv "$work/ft.part.bin" "$work/ft.bin"
fi
/usr/bin/python3 train/lang/train.py --shared "$shared" --vectors "$work/ft.bin" --out "$work/run" \
    --epochs "${EPOCHS:-37}" --seed 1 --resume $clean
/usr/bin/python3 train/lang/export.py --run "$work/run" --vectors "$work/ft.bin" --shared "$shared" \
    --out models/parse.syn --date "$date" $clean
/usr/bin/python3 train/lang/reference.py --run "$work/run" --vectors "$work/ft.bin" \
    --weights models/parse.syn --out tests/data/parser_reference.tsv
