#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tokens.sh: remakes models/tokens.syn from ../shared/data. CLEAN=1 leaves out gum-rest.
# $WORK (default: a temporary folder) keeps what lies between.
set -eu
cd "$(dirname "$0")/../.."
data=../shared/data
if [ ! -d "$data/parse" ]; then
    echo "tokens.sh: $data/parse is not there; skipped" >&2
    exit 0
fi
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
sets='ewt gum-open gum-rest'
[ -z "${CLEAN:-}" ] || sets='ewt gum-open'
train=
for s in $sets; do
    /usr/bin/python3 train/lang/tokdata.py "$work/$s.train" "$data/parse/$s.train.conllu.gz"
    train="$train${train:+,}$work/$s.train"
done
dev=
for s in ewt gum-open gum-rest; do
    /usr/bin/python3 train/lang/tokdata.py "$work/$s.dev" "$data/parse/$s.dev.conllu"
    dev="$dev${dev:+,}$work/$s.dev"
done
zcat "$data/raw/news-text.txt.gz" >"$work/raw.txt"
${CC:-cc} -std=c17 -O2 -D_GNU_SOURCE -include src/base/banned.h -Isrc -Iinclude \
    train/lang/train_tokens.c src/lang/token_scan.c src/lang/token_feat.c src/text/utf8.c \
    src/text/icu.c src/base/*.c -licuuc -licui18n -lxxhash -lpthread -lm -o "$work/train_tokens"
"$work/train_tokens" "$work/w" "$work/raw.txt" "$train" "$dev" 2 0
licence='EWT CC BY-SA 4.0; GUM annotations CC BY 4.0, texts of gum-rest non-commercial, mixed or unstated'
[ -z "${CLEAN:-}" ] || licence='EWT CC BY-SA 4.0; GUM (open genres) CC BY and CC BY-SA'
/usr/bin/python3 train/lang/pack_tokens.py "$work/w" models/tokens.syn --data "UD 2.16 train: $sets" \
    --licence "$licence" --recipe "train/lang/tokens.sh" --date 2025-11-25 --bias 0.5
