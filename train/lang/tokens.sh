#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tokens.sh [WORK]: remakes models/tokens.syn from ../shared/data: word vectors (7 minutes, shared with
# parse.sh when WORK is the same), the linear models (seconds), the convolution (5 minutes on one free
# core). OUT names another file to write. CLEAN=1 leaves out gum-rest. DATE stands in the file's metadata.
set -eu
cd "$(dirname "$0")/../.."
shared=${SHARED:-../shared}
data=$shared/data
if [ ! -d "$data/parse" ]; then
    echo "tokens.sh: $data/parse is not there; skipped" >&2
    exit 0
fi
work=${1:-${TMPDIR:-/tmp}/synoptic-tokens}
mkdir -p "$work"
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
sets='ewt gum-open gum-rest'
[ -z "${CLEAN:-}" ] || sets='ewt gum-open'
train= names= trees=
for s in $sets; do
    /usr/bin/python3 train/lang/tokdata.py --vary "$work/$s.train" "$data/parse/$s.train.conllu.gz"
    train="$train${train:+,}$work/$s.train"
    names="$names $s.train"
    trees="$trees $s.train.conllu.gz"
done
dev=
for s in ewt gum-open gum-rest; do
    /usr/bin/python3 train/lang/tokdata.py "$work/$s.dev" "$data/parse/$s.dev.conllu"
    dev="$dev${dev:+,}$work/$s.dev"
done
# An invented text goes through too: its scores are the reference that the tests compare with.
cp examples/1-skerry-morning.txt "$work/example.txt"
tr '\000-\377' '.' <"$work/example.txt" >"$work/example.lab"
dev="$dev,$work/example"
if [ ! -s "$work/ft.vec" ]; then
    # shellcheck disable=SC2086
    /usr/bin/python3 train/lang/rawtext.py "$shared" "$work/words.txt" $trees
    fasttext skipgram -input "$work/words.txt" -output "$work/ft.part" -dim 96 -ws 4 -epoch 4 \
        -minCount 4 -minn 3 -maxn 5 -bucket 20000 -lr 0.05 -thread 1
    mv "$work/ft.part.vec" "$work/ft.vec"
fi
# Documents of sources marked LDC are passed over (sources.tsv is in the order of the text).
zcat "$data/raw/news-text.txt.gz" | awk -v table="$data/raw/sources.tsv" '
    BEGIN { RS = ""; ORS = "\n\n"; getline all < table; n = split(all, line, "\n")
            for (i = 2; i <= n; i++) { split(line[i], f, "\t"); end += f[2]; to[i] = end; name[i] = f[1] }
            i = 2 }
    { while (i < n && NR > to[i]) i++ }
    name[i] != "te3-silver"' >"$work/news.txt"
${CC:-cc} -std=c17 -O2 -D_GNU_SOURCE -include src/base/banned.h -Isrc -Iinclude \
    train/lang/train_tokens.c src/lang/token_scan.c src/lang/token_feat.c src/text/utf8.c \
    src/text/icu.c src/base/*.c -licuuc -licui18n -lxxhash -lpthread -lm -o "$work/train_tokens"
"$work/train_tokens" "$work/w" "$work/news.txt" "$train" "$dev" 2 0 4
# shellcheck disable=SC2086
/usr/bin/python3 train/lang/train_ends.py "$work/w" --train $names --dev ewt.dev gum-open.dev gum-rest.dev \
    --vectors "$work/ft.vec" --out "$work/ends.npz" --epochs 12 --hidden 64 --seed 3
licence='EWT CC BY-SA 4.0; GUM annotations CC BY 4.0, texts of gum-rest non-commercial, mixed or unstated'
[ -z "${CLEAN:-}" ] || licence='EWT CC BY-SA 4.0; GUM (open genres) CC BY and CC BY-SA'
/usr/bin/python3 train/lang/pack_tokens.py "$work/w" "$work/ends.npz" "${OUT:-models/tokens.syn}" \
    --data "UD 2.16 train: $sets; unlabelled news (not LDC) for case counts and word vectors" \
    --licence "$licence" --recipe "train/lang/tokens.sh" --date "${DATE:-$(date -u +%F)}" \
    --bias 0.4 --mix 0.5
/usr/bin/python3 train/lang/reference_ends.py "$work/w.example.seq" "$work/ends.npz" \
    tests/data/tokens_reference.tsv
