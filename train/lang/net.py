# SPDX-License-Identifier: Apache-2.0
"""The network: embeddings summed, two BiLSTM layers, heads for tags, lemma rules, arcs and relations.

Dozat & Manning 2017 (ICLR, arXiv:1611.01734) for arcs; the relation scorer is a low-rank form of
theirs (elementwise product of dependent and head), for speed.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence


def shared_mask(x, p):
    """Dropout mask of one sentence, the same at all its positions (Gal & Ghahramani 2016)."""
    return x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p).div_(1 - p)


class Net(nn.Module):
    def __init__(self, sizes, cfg):
        super().__init__()
        self.cfg = cfg
        d, h = cfg["d"], cfg["h"]
        self.proj = nn.Linear(cfg["ft"], d)
        self.words = nn.Embedding(sizes["words"], d)
        self.affix = nn.EmbeddingBag(sizes["affix"], d, mode="sum")
        nn.init.normal_(self.words.weight, 0, 0.3)
        nn.init.normal_(self.affix.weight, 0, 0.15)
        self.l1 = nn.LSTM(d, h, batch_first=True, bidirectional=True)
        self.l2 = nn.LSTM(2 * h, h, batch_first=True, bidirectional=True)
        for l in (self.l1, self.l2):
            for n, p in l.named_parameters():
                if "bias" in n:
                    nn.init.zeros_(p)
                    if "_ih" in n:
                        p.data[h:2 * h] = 1.0
                elif "_hh" in n:
                    for g in range(4):
                        nn.init.orthogonal_(p.data[g * h:(g + 1) * h])
                else:
                    nn.init.xavier_uniform_(p)
        self.tag = nn.Linear(d + 2 * h, cfg["tag"])
        self.upos = nn.Linear(cfg["tag"], sizes["upos"])
        self.xpos = nn.Linear(cfg["tag"], sizes["xpos"])
        self.feats = nn.Linear(cfg["tag"], sizes["feats"])
        self.lemma = nn.Linear(cfg["tag"], sizes["lemma"])
        a, r = cfg["arc"], cfg["rel"]
        self.arc_d, self.arc_h = nn.Linear(2 * h, a), nn.Linear(2 * h, a)
        self.rel_d, self.rel_h = nn.Linear(2 * h, r), nn.Linear(2 * h, r)
        self.root = nn.Parameter(torch.randn(2 * h) * 0.1)
        self.arc_w = nn.Linear(a, a, bias=False)
        self.arc_b = nn.Linear(a, 1, bias=False)
        self.rel_w = nn.Linear(3 * r, sizes["rel"])
        nn.init.orthogonal_(self.arc_w.weight)
        self.arc_w.weight.data.mul_(0.5)

    def lstm(self, layer, x, lens):
        p = pack_padded_sequence(x, lens, batch_first=True)
        y, _ = layer(p)
        return pad_packed_sequence(y, batch_first=True)[0]

    def forward(self, ft, wid, aff, lens):
        """ft [b][n][ft], wid [b][n], aff [b][n][k]; lens descending. Gives x, h2."""
        b, n = wid.shape
        x = self.proj(ft) + self.words(wid)
        x = x + self.affix(aff.view(b * n, -1)).view(b, n, -1)
        dr = self.cfg["drop"] if self.training else 0
        if dr:
            x = x * shared_mask(x, self.cfg["drop_in"])
        h1 = self.lstm(self.l1, x, lens)
        if dr:
            h1 = h1 * shared_mask(h1, dr)
        h2 = self.lstm(self.l2, h1, lens)
        if dr:
            h2 = h2 * shared_mask(h2, dr)
        return x, h2

    def tags(self, x, h2):
        t = F.relu(self.tag(torch.cat([x, h2], -1)))
        if self.training:
            t = F.dropout(t, self.cfg["drop_mlp"])
        return self.upos(t), self.xpos(t), self.feats(t), self.lemma(t)

    def parse(self, h2):
        """Arc scores [b][n][n + 1] (column 0 the root), dependents and heads for relations."""
        b, n, k = h2.shape
        hr = torch.cat([self.root.view(1, 1, k).expand(b, 1, k), h2], 1)
        ad, ah = F.relu(self.arc_d(h2)), F.relu(self.arc_h(hr))
        rd, rh = F.relu(self.rel_d(h2)), F.relu(self.rel_h(hr))
        if self.training:
            p = self.cfg["drop_mlp"]
            ad, ah, rd, rh = (v * shared_mask(v, p) for v in (ad, ah, rd, rh))
        s = torch.bmm(self.arc_w(ad), ah.transpose(1, 2)) + self.arc_b(ah).transpose(1, 2)
        return s, rd, rh

    def relations(self, rd, rh, heads):
        """Relation scores [b][n][rel] of each word with the given head (0 = root)."""
        h = rh.gather(1, heads.unsqueeze(2).expand(-1, -1, rh.shape[2]))
        return self.rel_w(torch.cat([rd * h, rd, h], -1))
