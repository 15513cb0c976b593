#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Turns a checkpoint into the weights file: int8 rows, packed matrices, tables (docs/formats/parse.md).

usage: export.py --run DIR --vectors ft.bin --shared DIR --out parse.syn --date D [--live] [--vocabulary N]
"""
import argparse
import collections
import json
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from container import Container
from conllu import normalise, read_conllu
from features import MAX_GRAMS, FastText, fnv, lemma_rule
from net import Net

ap = argparse.ArgumentParser()
ap.add_argument("--run", required=True)
ap.add_argument("--vectors", required=True)
ap.add_argument("--shared", default="../../../shared")
ap.add_argument("--out", required=True)
ap.add_argument("--date", required=True)
ap.add_argument("--live", action="store_true", help="the last weights in place of their moving average")
ap.add_argument("--vocabulary", type=int, default=16000)
ap.add_argument("--seed", type=int, default=1)
ap.add_argument("--clean", action="store_true")
ap.add_argument("--rare", type=int, default=200, help="forms that follow a rule, above which it is common")
ap.add_argument("--version", type=int, default=2)
args = ap.parse_args()

conf = json.load(open(args.run + "/config.json"))
cfg, sizes = conf["cfg"], conf["sizes"]
voc = json.load(open(args.run + "/vocab.json"))
scale = json.load(open(args.run + "/scale.json"))["scale"]
ft = FastText(args.vectors)
net = Net(sizes, cfg)
ck = torch.load(args.run + "/last.pt")
net.load_state_dict(ck["net" if args.live else "ema"])
net.eval()
W = {k: v.numpy().astype("f4") for k, v in net.state_dict().items()}
ONE = {"vectors": 512.0, "input": 4096.0, "tag": 256.0, "arc": None, "query": None}
STATE = 8192.0

names = ["ewt.train.conllu.gz", "gum-open.train.conllu.gz"] + ([] if args.clean else ["gum-rest.train.conllu.gz"])
train = [s for n in names for s in read_conllu(args.shared + "/data/parse/" + n)]

c = Container(
    name="parse", version=args.version, seed=args.seed, date=args.date,
    licence="CC-BY-SA-4.0 (treebanks); vectors: statistics of publishers' text"
            + ("" if args.clean else "; includes gum-rest, whose texts are partly non-commercial"),
    data="UD_English-EWT r2.16 train; UD_English-GUM r2.16 train (academic, bio, court, interview, news, voyage"
         + (")" if args.clean else "; and the other genres but reddit)") + "; raw news without LDC text for vectors",
    recipe="train/lang/train.sh")


def rows_int8(m):
    s = np.maximum(np.abs(m).max(1), 1e-8) / 127
    return np.round(m / s[:, None]).clip(-127, 127).astype("i1"), s.astype("f4")


def linear(name, w, b, in_one):
    """w [n_out][k] float; inputs come as integers of in_one to 1.0."""
    n, k = w.shape
    pad = -n % 8
    w = np.concatenate([w, np.zeros((pad, k), "f4")])
    b = np.concatenate([b, np.full(pad, -1e5 if name in ("tag_out", "rel_out") else 0, "f4")])
    q, s = rows_int8(w)
    packed = q.reshape((n + pad) // 8, 8, k // 2, 2).transpose(0, 2, 1, 3).reshape((n + pad) // 8, k // 2, 16)
    c.tensor(name + "/w", packed)
    c.tensor(name + "/s", (s / in_one).astype("f4"))
    c.tensor(name + "/b", b.astype("f4"))


def index(keys, least=2):
    n = 1
    while n < least * len(keys):
        n *= 2
    slots = np.full(n, -1, "i4")
    for i, k in enumerate(keys):
        at = fnv(k.encode()) & (n - 1)
        while slots[at] >= 0:
            at = (at + 1) & (n - 1)
        slots[at] = i
    return slots


# words: those with rows of their own first, then the vocabulary of the vectors by frequency
trained = sorted((w for w in voc["words"] if w != "<unk>"), key=lambda w: voc["words"][w])
forms = list(trained)
have = set(forms)
for w in ft.words:
    if len(forms) >= args.vocabulary:
        break
    if w not in have and w != "</s>":
        forms.append(w)
vec = np.stack([ft.of_word(w) if w in ft.index else ft.of_grams(w) for w in forms]) * scale
c.strings("words/forms", forms)
c.tensor("words/slots", index(forms))
q, s = rows_int8(vec)
c.tensor("vectors/words", q), c.tensor("vectors/words_scale", s)
q, s = rows_int8(ft.grams * scale)
c.tensor("vectors/grams", q), c.tensor("vectors/grams_scale", s)
q, s = rows_int8(W["words.weight"])
c.tensor("embed/words", q), c.tensor("embed/words_scale", s)
q, s = rows_int8(W["affix.weight"])
c.tensor("embed/affixes", q), c.tensor("embed/affixes_scale", s)

d, h = cfg["d"], cfg["h"]
linear("proj", W["proj.weight"], W["proj.bias"], ONE["vectors"])
for i in (1, 2):
    for way, tail in (("fw", ""), ("bw", "_reverse")):
        b = W["l%d.bias_ih_l0%s" % (i, tail)] + W["l%d.bias_hh_l0%s" % (i, tail)]
        linear("lstm%d/%s_in" % (i, way), W["l%d.weight_ih_l0%s" % (i, tail)], b, ONE["input"] if i == 1 else STATE)
        linear("lstm%d/%s_back" % (i, way), W["l%d.weight_hh_l0%s" % (i, tail)], np.zeros(4 * h, "f4"), STATE)
linear("tag_x", W["tag.weight"][:, :d], W["tag.bias"], ONE["input"])
linear("tag_h", W["tag.weight"][:, d:], np.zeros(cfg["tag"], "f4"), STATE)
linear("tag_out", np.concatenate([W[k + ".weight"] for k in ("upos", "xpos", "feats", "lemma")]),
       np.concatenate([W[k + ".bias"] for k in ("upos", "xpos", "feats", "lemma")]), ONE["tag"])

# scales of the arc scorer, from the activations on some training sentences
import features
with torch.no_grad():
    ad, ah, qq, mx, mr = [], [], [], 0.0, 0.0
    for sent in train[::40]:
        low = [normalise(w[0]) for w in sent]
        f = torch.tensor(np.stack([(ft.of_word(w) if w in ft.index else ft.of_grams(w)) * scale for w in low])[None], dtype=torch.float)
        wid = torch.tensor([[voc["words"].get(w, 0) for w in low]])
        aff = torch.tensor([[features.affixes(w[0]) for w in sent]])
        x, h2 = net(f, wid, aff, [len(sent)])
        mx = max(mx, float(x.abs().max()))
        a, b = torch.relu(net.arc_d(h2)), torch.relu(net.arc_h(h2))
        mr = max(mr, float(torch.relu(net.rel_d(h2)).max()), float(torch.relu(net.rel_h(h2)).max()))
        ad.append(float(a.max())), ah.append(float(b.max()))
        qq.append(float((net.arc_w(a) + net.arc_b.weight).abs().max()))
    root = net.root.view(1, -1)
    root_arc, root_rel = torch.relu(net.arc_h(root))[0].numpy(), torch.relu(net.rel_h(root))[0].numpy()
top = max(max(ad), max(ah), float(root_arc.max())) * 1.25
ONE["arc"] = 2.0 ** np.floor(np.log2(4095 / top))
ONE["query"] = 2.0 ** np.floor(np.log2(2047 / (max(qq) * 1.1)))
mr = max(mr, float(root_rel.max()))
shift = int(min(10, np.floor(np.log2(32767 / (mr * mr * 1.2)))))
print("input max %.2f, arc max %.2f, query max %.2f, rel max %.2f; ones %s, shift %d" % (mx, top, max(qq), mr, ONE, shift))
assert mx * ONE["input"] < 32767
linear("arcs", np.concatenate([W[k + ".weight"] for k in ("arc_d", "arc_h", "rel_d", "rel_h")]),
       np.concatenate([W[k + ".bias"] for k in ("arc_d", "arc_h", "rel_d", "rel_h")]), STATE)
linear("query", W["arc_w.weight"], W["arc_b.weight"][0], ONE["arc"])
linear("rel_out", W["rel_w.weight"], W["rel_w.bias"], float(1 << shift))
c.tensor("root/arc", np.round(root_arc * ONE["arc"]).clip(0, 4095).astype("i2"))
c.tensor("root/rel", np.round(root_rel * (1 << shift)).clip(0, 32767).astype("i2"))


def inverse(v):
    return sorted(v, key=lambda k: v[k])


c.strings("labels/upos", inverse(voc["upos"]))
c.strings("labels/xpos", inverse(voc["xpos"]))
c.strings("labels/feats", inverse(voc["feats"]))
c.strings("labels/lemma_rules", inverse(voc["lemma"]))
c.strings("labels/rels", inverse(voc["rel"]))
triples = []
for k in voc["combos"]:
    u, x, f = k.split("\t")
    if u in voc["upos"] and x in voc["xpos"] and f in voc["feats"]:
        triples.append((voc["upos"][u], voc["xpos"][x], voc["feats"][f]))
c.tensor("labels/triples", np.array(triples, "i2"))

# lexicon: forms whose lemma comes from a rule that few words follow; the common ones the network knows
seen = collections.defaultdict(collections.Counter)
follow = collections.defaultdict(set)
for s_ in train:
    for w in s_:
        follow[lemma_rule(w[0], w[1])].add(normalise(w[0]))
        if w[2] not in ("PROPN", "PUNCT", "SYM", "X", "NUM") and w[1] == w[1].lower() and not w[1].startswith("'"):
            seen[normalise(w[0]) + "\t" + w[3]][(w[1], lemma_rule(w[0], w[1]))] += 1
lex = {}
for k, cnt in seen.items():
    (lemma, rule), n = cnt.most_common(1)[0]
    if n / sum(cnt.values()) >= 0.9 and not any(ch.isdigit() for ch in k) and len(follow[rule]) < args.rare:
        lex[k] = lemma
keys = sorted(lex)
c.strings("lexicon/keys", keys)
c.tensor("lexicon/slots", index(keys))
c.strings("lexicon/lemmas", [lex[k] for k in keys])

c.meta.update({
    "parse.version": 1, "width.vectors": cfg["ft"], "width.input": d, "width.state": h, "width.tag": cfg["tag"],
    "width.arc": cfg["arc"], "width.rel": cfg["rel"], "n_trained": len(trained) + 1, "n_affix_rows": sizes["affix"],
    "n_grams": ft.bucket, "min_gram": ft.minn, "max_gram": ft.maxn, "max_grams": MAX_GRAMS,
    "one.vectors": ONE["vectors"], "one.input": ONE["input"], "one.tag": ONE["tag"], "one.arc": float(ONE["arc"]),
    "one.query": float(ONE["query"]), "shift.rel": shift, "epochs": int(ck["epoch"]) + 1})
print("bytes", c.write(args.out), "words", len(forms), "lexicon", len(lex), "triples", len(triples))
