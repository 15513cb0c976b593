#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Remakes models/names.syn. CLEAN=1: without enworld.train (no licence file) and without the
# unlabelled news (publishers' text); the word table then comes from open text alone, and no lexicon.
# Some five minutes on one free core. Needs a built program with its tokens.syn and know.syn.
set -eu
cd "$(dirname "$0")/../.."
data=../shared/data
work=${WORK:-build/train-names}
program=build/synoptic
know=build/share/synoptic/know.syn
python=/usr/bin/python3
mkdir -p "$work"
say() { echo "train/names: $*"; }

texts=$work/open.txt
say "unlabelled text"
$python - "$data" "$work" "${CLEAN:-0}" <<'END'
import csv
import gzip
import json
import sys

data, work, clean = sys.argv[1:]
with open(work + "/open.txt", "w", encoding="utf-8") as o:
    for part in ("ewt.train", "gum-open.train"):
        for line in gzip.open(f"{data}/parse/{part}.conllu.gz", "rt", encoding="utf-8"):
            if line.startswith("# text = "):
                o.write(line[9:])
    for part in ("wikigold.train", "crossner-politics.train"):
        for line in open(f"{data}/names/{part}.jsonl", encoding="utf-8"):
            o.write(json.loads(line)["text"].replace("\n", " ") + "\n")
if clean != "1":
    sources = list(csv.DictReader(open(data + "/raw/sources.tsv"), delimiter="\t"))
    left = [(s["source"], int(s["documents"])) for s in sources]
    text = gzip.open(data + "/raw/news-text.txt.gz", "rt", encoding="utf-8").read()
    documents = [d for d in text.split("\n\n") if d.strip()]
    at = 0
    with open(work + "/news.txt", "w", encoding="utf-8") as o, open(work + "/news.jsonl", "w") as j:
        for name, n in left:
            if name != "te3-silver":  # the LDC's
                for k, d in enumerate(documents[at:at + n]):
                    o.write(d.strip() + "\n")
                    if name in ("bbc", "fnc", "news-cluster"):
                        j.write(json.dumps({"id": f"{name}{k}", "text": d.strip().replace("\n", "\n\n")}) + "\n")
            at += n
END
[ "${CLEAN:-0}" = 1 ] || texts=$work/news.txt
say "word table"
$python train/names/words.py "$work/words.txt" "$work" "$texts"
if [ "${CLEAN:-0}" != 1 ] && [ -f models/names.syn ]; then
    say "lexicon, by the weights that are there"
    $program annotate --jobs 1 --layers mentions "$work/news.jsonl" >"$work/news.names.jsonl"
    $python train/names/words.py --lexicon "$work/words.lex" "$work/words.txt" "$work/news.names.jsonl"
    mv "$work/words.lex" "$work/words.txt"
fi

prepare() { # SOURCE FILE OUT
    $program annotate --jobs 1 --layers tokens "$data/names/$2" >"$work/tokens.jsonl"
    $python train/names/prepare.py "$1" "$data/names/$2" --tokens "$work/tokens.jsonl" >"$work/$3.txt"
}
say "tokens and labels"
prepare uner uner-ewt.train.jsonl uner
prepare wikigold wikigold.train.jsonl wikigold
prepare crossner crossner-politics.train.jsonl crossner
prepare enworld enworld.dev.jsonl enworld.dev
prepare uner uner-ewt.dev.jsonl uner.dev
set -- "$work/uner.txt" "$work/wikigold.txt" "$work/crossner.txt"
if [ "${CLEAN:-0}" != 1 ]; then
    prepare enworld enworld.train.jsonl.gz enworld
    set -- "$work/enworld.txt" "$@"
fi

say "trainer"
cc -O3 -march=native -ffast-math -DWITH_KNOW -D_GNU_SOURCE -Iinclude -Isrc train/names/train.c \
    build/libsynoptic.a -o "$work/train" -licuuc -licui18n -lxxhash -ldeflate -ljson-c -luchardet -lm -lpthread
"$work/train" --words "$work/words.txt" --know "$know" --epochs 8 --rate 0.05 --drop 0.5 --folds 4 \
    --fold-epochs 5 --out "$work/names.bin" "$@" --dev "$work/enworld.dev.txt" "$work/uner.dev.txt" \
    2>"$work/train.log"
grep packed "$work/train.log"
if [ "${CLEAN:-0}" = 1 ]; then
    licence="labels CC BY-SA 4.0, CC BY 4.0, MIT; all open"
    sets="names/uner-ewt.train, wikigold.train, crossner-politics.train; words of parse/ewt.train and gum-open.train"
else
    licence="one set without licence file, statistics over publishers' text; other labels CC BY-SA 4.0, CC BY 4.0, MIT"
    sets="names/enworld.train (no licence file), uner-ewt.train, wikigold.train, crossner-politics.train; raw/news-text without its LDC part"
fi
$python train/names/pack.py "$work/names.bin" models/names.syn "$licence" "$sets" train/names/train.sh \
    "${DATE:-$(date -u +%F)}"
