#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the encoder, tagger, lemmatiser and parser; keeps checkpoints and a moving average of the weights.

usage: train.py --shared DIR --vectors ft.bin --out DIR [--epochs N] [--seed N] [--clean] [--resume]
"""
import argparse
import collections
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from conllu import normalise, read_conllu
from features import AFFIX_ROWS, FastText, affixes, apply_rule, lemma_rule
from net import Net

ap = argparse.ArgumentParser()
ap.add_argument("--shared", default="../../../shared")
ap.add_argument("--vectors", required=True)
ap.add_argument("--out", required=True)
ap.add_argument("--epochs", type=int, default=40)
ap.add_argument("--seed", type=int, default=1)
ap.add_argument("--batch", type=int, default=1000)
ap.add_argument("--lr", type=float, default=2e-3)
ap.add_argument("--hidden", type=int, default=160)
ap.add_argument("--clean", action="store_true")
ap.add_argument("--resume", action="store_true")
ap.add_argument("--deadline", type=float, help="seconds since 1970 by which the rate must have come to zero; then stop")
ap.add_argument("--threads", type=int, default=1)
args = ap.parse_args()
torch.set_num_threads(args.threads)
random.seed(args.seed)
np.random.seed(args.seed)
torch.manual_seed(args.seed)
os.makedirs(args.out, exist_ok=True)

P = args.shared + "/data/parse/"
TRAIN = ["ewt.train.conllu.gz", "gum-open.train.conllu.gz"] + ([] if args.clean else ["gum-rest.train.conllu.gz"])
DEV = ["ewt.dev.conllu", "gum-open.dev.conllu", "gum-rest.dev.conllu"]
ft = FastText(args.vectors)
train = [s for f in TRAIN for s in read_conllu(P + f)]
dev = {f.split(".d")[0]: list(read_conllu(P + f)) for f in DEV}


def vocab(counter, least=1, first=()):
    names = list(first) + sorted((k for k, v in counter.items() if v >= least and k not in first),
                                 key=lambda k: (-counter[k], k))
    return {k: i for i, k in enumerate(names)}


C = collections.Counter
words = vocab(C(normalise(w[0]) for s in train for w in s), 3, ["<unk>"])
uposes = vocab(C(w[2] for s in train for w in s))
xposes = vocab(C(w[3] for s in train for w in s))
featses = vocab(C(w[4] for s in train for w in s), 2)
combos = vocab(C("\t".join(w[2:5]) for s in train for w in s), 2)
lemmas = vocab(C(lemma_rule(w[0], w[1]) for s in train for w in s), 3)
rels = vocab(C(w[6] for s in train for w in s))
json.dump({"words": words, "upos": uposes, "xpos": xposes, "feats": featses, "combos": combos,
           "lemma": lemmas, "rel": rels}, open(args.out + "/vocab.json", "w"))

# Vectors of every word met: row 2i as fastText gives it, row 2i + 1 from its n-grams alone.
all_low = sorted({normalise(w[0]) for s in train for w in s} | {normalise(w[0]) for d in dev.values() for s in d for w in s})
scale = 1.0 / float(np.std(np.stack([ft.of_word(w) for w in ft.words[:5000]])))
mat = np.zeros((2 * len(all_low), ft.dim), "f4")
low_id = {}
for i, w in enumerate(all_low):
    low_id[w] = i
    mat[2 * i + 1] = ft.of_grams(w) * scale
    mat[2 * i] = ft.of_word(w) * scale if w in ft.index else mat[2 * i + 1]
mat = torch.from_numpy(mat)
json.dump({"scale": scale}, open(args.out + "/scale.json", "w"))

cfg = {"d": 160, "h": args.hidden, "ft": ft.dim, "tag": 128, "arc": 160, "rel": 96,
       "drop": 0.33, "drop_in": 0.25, "drop_mlp": 0.33, "drop_word": 0.12, "drop_vec": 0.12}
sizes = {"words": len(words), "affix": AFFIX_ROWS, "upos": len(uposes), "xpos": len(xposes),
         "feats": len(featses), "lemma": len(lemmas), "rel": len(rels)}
json.dump({"cfg": cfg, "sizes": sizes}, open(args.out + "/config.json", "w"))

_word_cache = {}


def word(form):
    r = _word_cache.get(form)
    if r is None:
        low = normalise(form)
        r = _word_cache[form] = (low_id.get(low, 0), words.get(low, 0), affixes(form))
    return r


def encode(sent, forms=None):
    forms = forms or [w[0] for w in sent]
    e = [word(f) for f in forms]
    lem = [lemmas.get(lemma_rule(f, w[1]), -100) for f, w in zip(forms, sent)]
    return (np.array([x[0] for x in e]), np.array([x[1] for x in e]), np.array([x[2] for x in e]),
            np.array([[uposes[w[2]], xposes.get(w[3], -100), featses.get(w[4], -100), l, w[5], rels.get(w[6], -100)]
                      for w, l in zip(sent, lem)]))


DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}


def without(sent, drop, relabel=()):
    """The sentence less words (by index from 0) that nothing depends on."""
    new, n = [0], 0
    for i in range(len(sent)):
        n += i not in drop
        new.append(n)
    return [w[:5] + (new[w[5]], dict(relabel).get(i, w[6])) for i, w in enumerate(sent) if i not in drop]


def bare_days(sent):
    """As news has it: "said on Thursday" without its preposition."""
    drop, relabel = set(), []
    for i, w in enumerate(sent):
        h = w[5] - 1
        if w[0] == "on" and w[6] == "case" and h == i + 1 and sent[h][0] in DAYS and sent[h][6] == "obl" \
                and sent[sent[h][5] - 1][2] == "VERB" and not any(k[5] == i + 1 for k in sent):
            drop.add(i)
            relabel.append((h, "obl:unmarked"))
    return without(sent, drop, relabel) if drop else None


def present(w, plural):
    """The row of a verb in the past, in the present as a headline has it."""
    lemma = w[1]
    if w[3] != "VBD" or w[2] != "VERB" or lemma in ("be", "have", "do") or not lemma.isalpha():
        return w
    if plural:
        form, tag, number = lemma, "VBP", "Plur"
    else:
        form = (lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2:-1] not in "aeiou"
                else lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"))
        tag, number = "VBZ", "Sing"
    return (form, lemma, "VERB", tag, "Mood=Ind|Number=%s|Person=3|Tense=Pres|VerbForm=Fin" % number) + w[5:]


def headline(sent):
    """Without articles, auxiliaries of "be" and the final stop; told in the present."""
    plural = {w[5] - 1 for w in sent if w[6].startswith("nsubj") and ("Number=Plur" in w[4] or w[1] == "they")}
    person = {w[5] - 1 for w in sent if w[6].startswith("nsubj") and w[0].lower() in ("i", "you", "we")}
    sent = [present(w, i in plural) if w[5] == 0 and i not in person else w for i, w in enumerate(sent)]
    has = {w[5] for w in sent}
    drop = {i for i, w in enumerate(sent) if i + 1 not in has and w[5] != 0
            and ((w[2] == "DET" and w[0].lower() in ("the", "a", "an")) or (w[6] in ("aux:pass", "cop") and w[1] == "be")
                 or (i == len(sent) - 1 and w[0] == "."))}
    return without(sent, drop) if drop and len(sent) - len(drop) > 2 else sent


SPEECH = {"say", "tell", "announce", "add", "report", "claim", "warn", "confirm", "insist", "state", "write", "argue",
          "acknowledge", "suggest", "declare", "deny", "explain", "note", "admit", "promise", "stress", "hope"}
N, A, THE = "Number=Sing", "Definite=Ind|PronType=Art", "Definite=Def|PronType=Art"
IN, DT = ("ADP", "IN", "_"), ("DET", "DT")


def phrase(prep, det, *nouns):
    """Rows (form, lemma, upos, xpos, feats, head within the phrase or None, relation) of "in a phone interview"."""
    words, last = [prep] + ([det] if det else []) + list(nouns), len(nouns) + (det is not None)
    rows = []
    for i, w in enumerate(words):
        if i == 0:
            rows.append((w, w) + IN + (last, "case"))
        elif i == 1 and det:
            rows.append((w, "a" if w == "an" else w) + DT + (THE if w == "the" else A, last, "det"))
        else:
            tag = ("PROPN", "NNP", N) if w[0].isupper() else ("NOUN", "NN", N)
            rows.append((w, w) + tag + ((None, "obl") if i == last else (last, "compound")))
    return rows


PHRASES = [phrase("in", "a", "statement"), phrase("in", "an", "interview"), phrase("by", None, "telephone"),
           phrase("in", "a", "phone", "interview"), phrase("at", "a", "news", "conference"), phrase("in", "a", "letter"),
           phrase("on", None, "Twitter"), phrase("in", "a", "report"), phrase("in", "a", "speech"),
           phrase("through", "a", "spokesman"), phrase("before", "the", "talks"), phrase("after", "the", "meeting"),
           phrase("during", "a", "briefing"), phrase("on", None, "television"), phrase("in", "an", "email")]


def say_when_where(sent):
    """Puts when, where or how between a verb of speech and what is said, as news does: "said by telephone that"."""
    for i, w in enumerate(sent):
        v = w[5] - 1
        if w[6] != "ccomp" or v < 0 or i < v or sent[v][2] != "VERB" or sent[v][1] not in SPEECH:
            continue
        inside = {i}
        grown = True
        while grown:
            more = {j for j, k in enumerate(sent) if k[5] - 1 in inside} - inside
            inside |= more
            grown = bool(more)
        at = min(inside)
        if at <= v or sent[at][2] == "PUNCT":
            continue
        top = at - 1
        while top != v and sent[top][5] > 0 and sent[top][5] - 1 != v:
            top = sent[top][5] - 1
        if top != v and sent[top][6] not in ("obj", "iobj"):
            continue
        r = random.random()
        if r < 0.25:
            day = random.choice(sorted(DAYS))
            rows = [(day, day, "PROPN", "NNP", N, None, "obl:unmarked")]
        elif r < 0.45:
            rows = phrase("on", None, random.choice(sorted(DAYS)))
        else:
            rows = random.choice(PHRASES)
        n = len(rows)
        out = [k[:5] + (k[5] + n if k[5] > at else k[5], k[6]) for k in sent]
        new = [k[:5] + (v + 1 if k[5] is None else at + 1 + k[5], k[6]) for k in rows]
        return out[:at] + new + out[at:]
    return None


def capitals(sent):
    return [w[0][:1].upper() + w[0][1:] if w[2] not in ("ADP", "DET", "CCONJ") else w[0] for w in sent]


def vary(sent):
    """Some sentences of an epoch as news would have them: all capitals, none, a headline, no final stop, bare days."""
    r = random.random()
    if r < 0.02:
        return encode(sent, [w[0].upper() for w in sent])
    if r < 0.04:
        return encode(sent, [w[0].lower() for w in sent])
    if r < 0.06:
        return encode(sent, capitals(sent))
    if r < 0.12 and len(sent) < 25:
        cut = headline(sent)
        return encode(cut, capitals(cut) if random.random() < 0.3 else None)
    if r < 0.16 and len(sent) > 3 and sent[-1][2] == "PUNCT" and sent[-1][0] in ".!?" and \
            not any(w[5] == len(sent) for w in sent):
        return encode(sent[:-1])
    if r > 0.5:
        new = bare_days(sent) or (say_when_where(sent) if r > 0.7 else None)
        return encode(new) if new else None
    return None


base = [encode(s) for s in train]


def collate(items, training):
    items = sorted(items, key=lambda e: -len(e[0]))
    lens = [len(e[0]) for e in items]
    b, n = len(items), lens[0]
    low, wid = np.zeros((b, n), "i8"), np.zeros((b, n), "i8")
    aff, gold = np.zeros((b, n, items[0][2].shape[1]), "i8"), np.full((b, n, 6), -100, "i8")
    for i, e in enumerate(items):
        k = lens[i]
        low[i, :k], wid[i, :k], aff[i, :k], gold[i, :k] = e[0] * 2, e[1], e[2], e[3]
    if training:
        m = np.random.rand(b, n)
        wid[m < cfg["drop_word"]] = 0
        low += (np.random.rand(b, n) < cfg["drop_vec"])
    return (mat[torch.from_numpy(low)], torch.from_numpy(wid), torch.from_numpy(aff), lens, torch.from_numpy(gold))


def batches(epoch):
    items = []
    for s, e in zip(train, base):
        items.append(vary(s) or e)
    order = sorted(range(len(items)), key=lambda i: len(items[i][0]) + random.random() * 3)
    out, cur, tok = [], [], 0
    for i in order:
        cur.append(items[i])
        tok += len(items[i][0])
        if tok >= args.batch:
            out.append(cur)
            cur, tok = [], 0
    if cur:
        out.append(cur)
    random.shuffle(out)
    return out


net = Net(sizes, cfg)
print("parameters", sum(p.numel() for p in net.parameters()), sizes, flush=True)
opt = torch.optim.Adam(net.parameters(), lr=args.lr, betas=(0.9, 0.98), eps=1e-8)
ema = {k: v.clone() for k, v in net.state_dict().items()}
epoch0, step = 0, 0
best = 0.0
if args.resume and os.path.exists(args.out + "/last.pt"):
    ck = torch.load(args.out + "/last.pt")
    net.load_state_dict(ck["net"])
    opt.load_state_dict(ck["opt"])
    ema, epoch0, step = ck["ema"], ck["epoch"] + 1, ck["step"]
    random.setstate(ck["random"])
    np.random.set_state(ck["numpy"])
    torch.set_rng_state(ck["torch"])


def evaluate():
    res = {}
    with torch.no_grad():
        for name, sents in dev.items():
            n = np.zeros(7)
            enc = sorted((encode(s) for s in sents), key=lambda e: len(e[0]))
            for i in range(0, len(enc), 40):
                f, w, a, lens, g = collate(enc[i:i + 40], False)
                x, h2 = net(f, w, a, lens)
                u, xp, fe, le = net.tags(x, h2)
                s, rd, rh = net.parse(h2)
                bb, nn_ = w.shape
                col = torch.arange(nn_ + 1).view(1, 1, -1)
                bad = col > torch.tensor(lens).view(-1, 1, 1)
                s = s.masked_fill(bad, -1e9)
                s[:, torch.arange(nn_), torch.arange(nn_) + 1] = -1e9
                heads = s.argmax(-1)
                r = net.relations(rd, rh, heads).argmax(-1)
                m = torch.arange(nn_).view(1, -1) < torch.tensor(lens).view(-1, 1)
                ok = (heads == g[..., 4]) & m
                main = torch.tensor([list(rels).index(next(q for q in rels if q.split(":")[0] == k.split(":")[0])) for k in rels])
                gr = g[..., 5].clamp(min=0)
                lab = main[r] == main[gr]
                n += [int(m.sum()), int(((u.argmax(-1) == g[..., 0]) & m).sum()), int(((xp.argmax(-1) == g[..., 1]) & m).sum()),
                      int(((fe.argmax(-1) == g[..., 2]) & m).sum()), int(((le.argmax(-1) == g[..., 3]) & m).sum()),
                      int(ok.sum()), int((ok & lab).sum())]
            res[name] = np.round(100 * n[1:] / n[0], 2).tolist()
    return res


steps_per_epoch = len(batches(0))
total = steps_per_epoch * args.epochs
t0 = time.time()
for epoch in range(epoch0, args.epochs):
    net.train()
    te, losses = time.time(), np.zeros(3)
    bs = batches(epoch)
    for k, items in enumerate(bs):
        lr = args.lr * min(1.0, (step + 1) / 300) * max(0.02, 1 - (epoch + k / len(bs)) / args.epochs)
        if args.deadline:
            spent = (time.time() - t0) / (args.deadline - t0)
            lr = args.lr * max(0.02, (1 - epoch0 / args.epochs) * (1 - spent))
            if spent >= 1:
                break
        for gp in opt.param_groups:
            gp["lr"] = lr
        f, w, a, lens, g = collate(items, True)
        x, h2 = net(f, w, a, lens)
        tags = net.tags(x, h2)
        loss_t = sum(F.cross_entropy(t.flatten(0, 1), g[..., i].flatten(), ignore_index=-100, label_smoothing=0.03)
                     for i, t in enumerate(tags))
        s, rd, rh = net.parse(h2)
        bad = torch.arange(s.shape[2]).view(1, 1, -1) > torch.tensor(lens).view(-1, 1, 1)
        s = s.masked_fill(bad, -1e4)
        loss_a = F.cross_entropy(s.flatten(0, 1), g[..., 4].flatten(), ignore_index=-100)
        loss_r = F.cross_entropy(net.relations(rd, rh, g[..., 4].clamp(min=0)).flatten(0, 1), g[..., 5].flatten(), ignore_index=-100)
        loss = loss_a + loss_r + 0.5 * loss_t
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        opt.step()
        step += 1
        if step % 5 == 0:
            decay = min(0.998, (step + 1) / (step + 20)) ** 5
            with torch.no_grad():
                for key, v in net.state_dict().items():
                    ema[key].lerp_(v, 1 - decay)
        losses += [loss_t.item(), loss_a.item(), loss_r.item()]
    late = args.deadline and time.time() >= args.deadline
    line = "epoch %d lr %.5f loss %s %.0fs total %.0fs" % (epoch, lr, np.round(losses / (k + 1), 3), time.time() - te, time.time() - t0)
    if epoch % 3 == 2 or epoch == args.epochs - 1 or epoch < 2 or late:
        live = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(ema)
        net.eval()
        line += " ema upos/xpos/feats/lemma-rule/uas/las " + json.dumps(evaluate())
        net.load_state_dict(live)
    if args.out:
        torch.save({"net": net.state_dict(), "ema": ema, "opt": opt.state_dict(), "epoch": epoch, "step": step, "random": random.getstate(),
                    "numpy": np.random.get_state(), "torch": torch.get_rng_state()}, args.out + "/last.tmp")
        os.replace(args.out + "/last.tmp", args.out + "/last.pt")
    print(line, flush=True)
    if late:
        break
