#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What unlabelled text says of a word: the word table of the name tagger.

usage: words.py OUT WORK TEXT...          clusters of fastText vectors, share of capitals
       words.py --lexicon OUT IN ANNOTATED.jsonl   adds what an earlier tagger called each word

TEXT: a paragraph a line (gzip by name). Lines of OUT: word in lower case, fine cluster, coarse cluster, caps
(ner.h says how the bits of caps are meant). Needs fasttext, numpy. Seed 1 throughout; fastText runs one thread.
"""
import collections
import gzip
import importlib.util
import json
import os
import re
import subprocess
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("prepare", os.path.join(HERE, "prepare.py"))
prepare = importlib.util.module_from_spec(spec)
spec.loader.exec_module(prepare)
FINE, COARSE, ROUNDS = 600, 60, 15
TYPES = {"PER": 0, "ORG": 1, "GPE": 2, "LOC": 2, "FAC": 2, "NORP": 3}


def tokens(line):
    return [m.group() for m in prepare.TOKEN.finditer(line)]


def kmeans(x, k, rng):
    c = x[rng.choice(len(x), min(k, len(x)), replace=False)].copy()
    k = len(c)
    a = None
    for _ in range(ROUNDS):
        a = np.concatenate([(x[i:i + 4096] @ c.T).argmax(1) for i in range(0, len(x), 4096)])
        for j in range(k):
            m = a == j
            c[j] = x[m].mean(0) if m.any() else x[rng.integers(len(x))]
        c /= np.linalg.norm(c, axis=1, keepdims=True) + 1e-9
    return a


def build(out, work, texts):
    low, cap = collections.Counter(), collections.Counter()
    corpus = os.path.join(work, "words.tok")
    with open(corpus, "w", encoding="utf-8") as o:
        for path in texts:
            opener = gzip.open if path.endswith(".gz") else open
            for line in opener(path, "rt", encoding="utf-8"):
                words = tokens(line)
                if not words:
                    continue
                o.write(" ".join(re.sub(r"\d", "0", w) for w in words) + "\n")
                first = True
                for w in words:
                    if w[0].isalpha() and not first:
                        (cap if w[0].isupper() else low)[w.lower()] += 1
                    first = bool(prepare.END.match(w)) or w in "\"“:"
    subprocess.run(["fasttext", "skipgram", "-input", corpus, "-output", os.path.join(work, "words"), "-dim", "64",
                    "-ws", "3", "-epoch", "6", "-minCount", "5", "-thread", "1", "-minn", "2", "-maxn", "5",
                    "-bucket", "100000"], check=True, stderr=subprocess.DEVNULL)
    words, rows = [], []
    with open(os.path.join(work, "words.vec"), encoding="utf-8") as f:
        next(f)
        for line in f:
            p = line.rstrip("\n").split(" ")
            words.append(p[0])
            rows.append(np.array(p[1:65], dtype=np.float32))
    x = np.stack(rows)
    x /= np.linalg.norm(x, axis=1, keepdims=True) + 1e-9
    rng = np.random.default_rng(1)
    fine, coarse = kmeans(x, FINE, rng), kmeans(x, COARSE, rng)
    table = {}
    for i, w in enumerate(words):   # by falling frequency: the commoner case wins
        table.setdefault(w.lower(), (int(fine[i]) + 1, int(coarse[i]) + 1))
    seen = {w for w in set(low) | set(cap) if low[w] + cap[w] >= 3}
    with open(out, "w", encoding="utf-8") as f:
        for w in sorted(set(table) | seen):
            if len(w) > 60 or re.search(r"\s", w):
                continue
            n = low[w] + cap[w]
            a, b = table.get(w, (0, 0))
            f.write("%s %d %d %d\n" % (w, a, b, 1 + round(6 * cap[w] / n) if n >= 3 else 0))


def lexicon(out, given, annotated):
    seen = collections.defaultdict(lambda: [0] * 6)
    for line in open(annotated, encoding="utf-8"):
        d = json.loads(line)
        label = {}
        for m in d.get("mentions", []):
            if m["kind"] == "name" and not m.get("nested"):
                label.update(dict.fromkeys(range(*m["span"]), TYPES.get(m["type"], 4)))
        at = last = 0
        for m in prepare.TOKEN.finditer(d["text"]):
            at += len(d["text"][last:m.start()].encode())
            if m.group()[0].isupper():
                seen[m.group().lower()][label.get(at, 5)] += 1
            at += len(m.group().encode())
            last = m.end()
    code = {}
    for w, n in seen.items():
        total = sum(n)
        k = max(range(6), key=lambda i: n[i])
        share = n[k] / total
        if total < 2 or len(w) > 60:
            continue
        if k == 5:
            if share >= 0.7:
                code[w] = 16
        elif share >= 0.5:
            code[w] = 1 + 3 * k + (2 if share >= 0.9 and total >= 4 else 1 if share >= 0.7 and total >= 3 else 0)
    table = {}
    for line in open(given, encoding="utf-8"):
        w, a, b, c = line.split()
        table[w] = (a, b, int(c) & 7)
    with open(out, "w", encoding="utf-8") as f:
        for w in sorted(set(table) | set(code)):
            a, b, c = table.get(w, ("0", "0", 0))
            f.write("%s %s %s %d\n" % (w, a, b, c | code.get(w, 0) << 3))


if __name__ == "__main__":
    if sys.argv[1] == "--lexicon":
        lexicon(*sys.argv[2:5])
    else:
        build(sys.argv[1], sys.argv[2], sys.argv[3:])
