#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/parser_reference.tsv: states and decisions of the float network on invented sentences.

usage: reference.py --run DIR --vectors ft.bin --weights parse.syn --out FILE [--live]
The vectors of words outside the weights' vocabulary are those of their n-grams, as at run time.
"""
import argparse
import json
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from container import read
from conllu import normalise
from features import FastText, affixes
from net import Net

ap = argparse.ArgumentParser()
for a in ("run", "vectors", "weights", "out"):
    ap.add_argument("--" + a, required=True)
ap.add_argument("--live", action="store_true")
args = ap.parse_args()
SENTENCES = """The minister said on Tuesday that her government had not asked for the bridge to be closed .
" We will keep every agreement that we have signed , " she told reporters in Tessmar .
Two officials , who asked not to be named , said the talks might resume before the summer .
FERRY SINKS OFF ARLE
Kestria 's president ca n't free the 14 fishermen , he added
According to the Skerry Wire , Dravek promised to reopen the Lorn bridge by March 4 , 2026 ."""
conf = json.load(open(args.run + "/config.json"))
voc = json.load(open(args.run + "/vocab.json"))
scale = json.load(open(args.run + "/scale.json"))["scale"]
ft = FastText(args.vectors)
net = Net(conf["sizes"], conf["cfg"])
net.load_state_dict(torch.load(args.run + "/last.pt")["net" if args.live else "ema"])
net.eval()
known = {w.decode() for w in read(args.weights)[1]["words/forms"]}
names = {k: sorted(voc[k], key=lambda w: voc[k][w]) for k in ("upos", "rel")}
with open(args.out, "w") as f, torch.no_grad():
    f.write("# Invented sentences; states and greedy decisions of the trainer's float network.\n")
    for line in SENTENCES.split("\n"):
        forms = line.split()
        low = [normalise(w) for w in forms]
        vec = np.stack([(ft.of_word(w) if w in known and w in ft.index else ft.of_grams(w)) * scale for w in low])
        x, h2 = net(torch.tensor(vec[None], dtype=torch.float), torch.tensor([[voc["words"].get(w, 0) for w in low]]),
                    torch.tensor([[affixes(w) for w in forms]]), [len(forms)])
        s, rd, rh = net.parse(h2)
        s[0, torch.arange(len(forms)), torch.arange(len(forms)) + 1] = -1e9
        heads = s.argmax(-1)
        rels = net.relations(rd, rh, heads).argmax(-1)[0]
        upos = net.tags(x, h2)[0].argmax(-1)[0]
        step = conf["cfg"]["h"] // 4
        for i, w in enumerate(forms):
            f.write("\t".join([w, names["upos"][upos[i]], str(int(heads[0, i])), names["rel"][rels[i]]]
                              + ["%.5f" % h2[0, i, j * step] for j in range(8)]) + "\n")
        f.write("\n")
