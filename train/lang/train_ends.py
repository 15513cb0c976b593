#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Train the convolution over tokens that, with the linear model, decides where sentences end.

    train_ends.py STEM --train NAME… --dev NAME… --vectors FILE --out FILE.npz [--epochs N]

Reads STEM.NAME.seq (train_tokens.c). A token is the sum of small embeddings of its form (the most
frequent words; vectors of unlabelled news, reduced by principal components, then trained), shape,
gap, usual case, ends, opens and style; three convolutions of width 5 with dilations 1, 2, 4 follow,
rectified, then one output a token: does a sentence begin here. Blocks are kept apart by zeros.
Deterministic for a given number of threads.
"""
import argparse
import time

import numpy as np
import torch
import torch.nn.functional as F

PAD = 16  # tokens of nothing between blocks: more than half the field of view (14)
FIELDS = {"shape": 640, "gap": 4, "usual": 4, "ends": 8, "opens": 8, "style": 8}


def fnv(word):
    h = 2166136261
    for c in word:
        h = ((h ^ ord(c)) * 16777619) & 0xFFFFFFFF
    return h


def load(stem, name):
    return np.fromfile("%s.%s.seq" % (stem, name), "<i4").reshape(-1, 9)


def vectors(path, forms, dim, n_words):
    """(sorted form hashes [n], vectors [n][dim]) of the n_words most useful words."""
    counts = {}
    for f in forms:
        counts[f] = counts.get(f, 0) + 1
    words, rows = [], []
    with open(path, encoding="utf-8") as f:
        next(f)
        for rank, line in enumerate(f):
            w, rest = line.split(" ", 1)
            h = fnv(w)
            if rank < n_words * 2 // 3 or counts.get(h, 0) >= 2:
                words.append(h)
                rows.append(np.fromstring(rest, sep=" ", dtype=np.float32))
            if len(words) >= n_words:
                break
    known = set(words)
    m = np.stack(rows)
    m = m - m.mean(0)
    _, _, vt = np.linalg.svd(m[:6000], full_matrices=False)
    m = m @ vt[:dim].T
    m = m / m.std() * 0.3
    extra = [h for h, c in sorted(counts.items(), key=lambda kv: -kv[1])
             if c >= 5 and h not in known][:1500]
    hashes = np.array(words + extra, np.int64)
    m = np.concatenate([m, np.zeros((len(extra), dim), np.float32)])
    order = np.unique(hashes, return_index=True)[1]
    return hashes[order], m[order].astype(np.float32)


class Net(torch.nn.Module):
    def __init__(self, init, dim, hidden):
        super().__init__()
        self.form = torch.nn.Embedding(len(init) + 2, dim)  # 0: nothing, 1: a word not known
        with torch.no_grad():
            self.form.weight.zero_()
            self.form.weight[2:] = torch.from_numpy(init)
        for k, n in FIELDS.items():
            e = torch.nn.Embedding(n, dim)
            torch.nn.init.normal_(e.weight, std=0.3)
            setattr(self, k, e)
        self.c1 = torch.nn.Conv1d(dim, hidden, 5, padding=2)
        self.c2 = torch.nn.Conv1d(hidden, hidden, 5, padding=4, dilation=2)
        self.c3 = torch.nn.Conv1d(hidden, hidden, 5, padding=8, dilation=4)
        self.out = torch.nn.Conv1d(hidden, 1, 1)

    def forward(self, form, fields, mask):
        x = self.form(form)
        for i, k in enumerate(FIELDS):
            x = x + getattr(self, k)(fields[..., i])
        x = F.dropout(x, 0.3, self.training)
        m = mask[:, None, :]
        x = x.transpose(1, 2) * m
        x = F.dropout(F.relu(self.c1(x)), 0.3, self.training) * m
        x = F.dropout(F.relu(self.c2(x)) + x, 0.3, self.training) * m
        x = F.dropout(F.relu(self.c3(x)) + x, 0.3, self.training) * m
        return self.out(x)[:, 0]


def prepare(rows, hashes):
    """Rows with PAD rows between blocks: (form ids, fields, mask, label, linear score)."""
    idx = np.searchsorted(hashes, rows[:, 0].view("u4").astype(np.int64))
    idx = np.minimum(idx, len(hashes) - 1)
    form = np.where(hashes[idx] == rows[:, 0].view("u4"), idx + 2, 1)
    first = rows[:, 2] == 3
    at = np.arange(len(rows)) + PAD * np.cumsum(first)
    n = at[-1] + 1 + PAD
    out_form = np.zeros(n, np.int64)
    out_form[at] = form
    fields = np.zeros((n, 6), np.int64)
    fields[at] = rows[:, 1:7]
    mask = np.zeros(n, np.float32)
    mask[at] = 1
    label = np.zeros(n, np.float32)
    label[at] = rows[:, 7]
    ask = np.zeros(n, bool)
    ask[at] = ~first
    return out_form, fields, mask, label, ask, at


def scores(net, data, rows):
    form, fields, mask, label, ask, at = data
    net.eval()
    out = np.zeros(len(form), np.float32)
    with torch.no_grad():
        for i in range(0, len(form), 4096):
            lo, hi = max(0, i - 32), min(len(form), i + 4096 + 32)
            y = net(torch.from_numpy(form[None, lo:hi]), torch.from_numpy(fields[None, lo:hi]),
                    torch.from_numpy(mask[None, lo:hi]))[0].numpy()
            out[i:min(len(form), i + 4096)] = y[i - lo:i - lo + min(4096, len(form) - i)]
    return out[at]


def f1(rows, begins):
    gold = rows[:, 7] == 1
    begins = begins | (rows[:, 2] == 3)
    g, s = np.append(np.flatnonzero(gold), len(rows)), np.append(np.flatnonzero(begins), len(rows))
    gs = set(zip(g[:-1], g[1:]))
    ss = set(zip(s[:-1], s[1:]))
    return 200.0 * len(gs & ss) / (len(gs) + len(ss))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("stem")
    p.add_argument("--train", nargs="+", required=True)
    p.add_argument("--dev", nargs="+", required=True)
    p.add_argument("--vectors", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--dim", type=int, default=32)
    p.add_argument("--hidden", type=int, default=48)
    p.add_argument("--words", type=int, default=10000)
    p.add_argument("--decay", type=float, default=0.99)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(a.seed)
    train = np.concatenate([load(a.stem, n) for n in a.train])
    hashes, init = vectors(a.vectors, train[:, 0].view("u4").astype(np.int64).tolist(), a.dim,
                           a.words)
    print(len(hashes), "words,", (prepare(train, hashes)[0] == 1).mean(), "unknown", flush=True)
    form, fields, mask, label, ask, _ = prepare(train, hashes)
    dev = [(n, load(a.stem, n)) for n in a.dev]
    dev = [(n, r, prepare(r, hashes)) for n, r in dev]
    net = Net(init, a.dim, a.hidden)
    mean = Net(init, a.dim, a.hidden)  # running mean of the weights; this is what is kept
    mean.load_state_dict(net.state_dict())
    opt = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-2)
    size, batch = 512, 16
    n_steps = a.epochs * (len(form) // (size * batch))
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, 4e-3, n_steps + a.epochs, pct_start=0.15)
    for epoch in range(a.epochs):
        t0, total, k = time.time(), 0.0, 0
        net.train()
        shift = rng.integers(size)
        starts = np.arange(shift, len(form) - size, size)
        rng.shuffle(starts)
        for i in range(0, len(starts) - batch + 1, batch):
            ix = starts[i:i + batch, None] + np.arange(size)
            f = form[ix].copy()
            f[(rng.random(f.shape) < 0.12) & (f > 1)] = 1
            y = net(torch.from_numpy(f), torch.from_numpy(fields[ix]), torch.from_numpy(mask[ix]))
            w = torch.from_numpy(ask[ix].astype(np.float32))
            loss = F.binary_cross_entropy_with_logits(y, torch.from_numpy(label[ix]), w,
                                                      reduction="sum") / w.sum()
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            opt.step()
            sched.step()
            with torch.no_grad():
                for p_mean, p_net in zip(mean.parameters(), net.parameters()):
                    p_mean.lerp_(p_net, 1 - a.decay)
            total += loss.item()
            k += 1
        line = "epoch %d loss %.5f %.0fs" % (epoch, total / k, time.time() - t0)
        for n, r, d in dev:
            s = scores(mean, d, r)
            lin = r[:, 8] / 1000.0
            line += "  %s cnn %.2f +lin %s" % (n, f1(r, s > -0.2), "/".join(
                "%.2f" % f1(r, s + q * lin > -0.3) for q in (0.3, 0.6, 1.0)))
        print(line, flush=True)
        np.savez(a.out, hashes=hashes, **{k: v.numpy() for k, v in mean.state_dict().items()})


if __name__ == "__main__":
    main()
