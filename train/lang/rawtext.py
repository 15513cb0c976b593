#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Raw news and treebank words as one lower-cased, tokenised line a paragraph, for word vectors.

Leaves out sources whose copyright is the LDC's (te3-silver).  Tokens are cut by a rough rule that
agrees with Universal Dependencies on contractions, hyphens and punctuation.

usage: rawtext.py SHARED OUT
"""
import gzip
import re
import sys

from conllu import normalise, read_conllu

LEAVE_OUT = {"te3-silver"}
TOKEN = re.compile(
    r"(?:https?://|www\.)\S+|[A-Za-z]\.(?:[A-Za-z]\.)+|\d+(?:[.,:]\d+)*|"
    r"(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Inc|Co|Corp|Ltd|vs|No)\.|"
    r"\w+?(?=n['\u2019]t\b)|n['\u2019]t\b|['\u2019](?:s|re|ve|ll|d|m|S)\b|\w+|\.\.+|--+|[^\w\s]", re.U)


def main():
    shared, out = sys.argv[1], sys.argv[2]
    order = [line.rstrip("\n").split("\t") for line in open(shared + "/data/raw/sources.tsv")][1:]
    text = gzip.open(shared + "/data/raw/news-text.txt.gz", "rt", encoding="utf-8").read()
    docs = text.split("\n\n")
    at = 0
    seen = set()
    with open(out, "w", encoding="utf-8") as f:
        for row in order:
            mine, at = docs[at:at + int(row[1])], at + int(row[1])
            if row[0] in LEAVE_OUT:
                continue
            for doc in mine:
                for para in doc.split("\n"):
                    if not para or hash_key(para) in seen:
                        continue
                    seen.add(hash_key(para))
                    f.write(" ".join(normalise(t) for t in TOKEN.findall(para)) + "\n")
        for _ in range(2):
            for name in sys.argv[3:]:
                for sent in read_conllu(shared + "/data/parse/" + name):
                    f.write(" ".join(normalise(w[0]) for w in sent) + "\n")


def hash_key(para):
    return para[:200]


main()
