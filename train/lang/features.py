# SPDX-License-Identifier: Apache-2.0
"""What the encoder sees of a word, and the lemma rules. src/lang/encode_words.c does the same."""
import struct

import numpy as np

from conllu import normalise

AFFIX_ROWS = 8192
N_AFFIX = 10  # features of a word below, each a row of the affix table
MASK = 0xFFFFFFFF


def fnv(data, h=2166136261):
    """FNV-1a over bytes, with fastText's sign extension of bytes above 127."""
    for b in data:
        h = ((h ^ (b if b < 128 else b | 0xFFFFFF00)) * 16777619) & MASK
    return h


def shape(form):
    """X upper, x lower (or any other letter), d digit, other characters themselves; runs are cut at two."""
    out = []
    for c in form:
        o = ord(c)
        if "A" <= c <= "Z" or (0xC0 <= o <= 0xDE and o != 0xD7):
            s = "X"
        elif "0" <= c <= "9":
            s = "d"
        elif "a" <= c <= "z" or o >= 0xDF:
            s = "x"
        else:
            s = c
        if len(out) >= 2 and out[-1] == s and out[-2] == s:
            continue
        out.append(s)
        if len(out) == 12:
            break
    return "".join(out)


def affixes(form):
    """Rows of the affix table: prefixes of 1-3, suffixes of 1-5 characters, shape, length with case."""
    low = normalise(form)
    n = len(low)
    shp = shape(form)
    keys = [b"p1" + low[:1].encode(), b"p2" + low[:2].encode(), b"p3" + low[:3].encode(),
            b"s1" + low[-1:].encode(), b"s2" + low[-2:].encode(), b"s3" + low[-3:].encode(),
            b"s4" + low[-4:].encode(), b"s5" + low[-5:].encode(), b"sh" + shp.encode(),
            b"ln" + str(min(n, 12)).encode() + shp[:2].encode()]
    return [fnv(k) % AFFIX_ROWS for k in keys]


def ngrams(low, minn, maxn, bucket):
    """fastText's character n-grams of <low>, as bucket numbers (Bojanowski et al. 2017)."""
    w = "<" + low + ">"
    n = len(w)
    out = []
    for i in range(n):
        for k in range(minn, maxn + 1):
            if i + k > n:
                break
            if k == 1 and (i == 0 or i + k == n):
                continue
            out.append(fnv(w[i:i + k].encode()) % bucket)
    return out


class FastText:
    """Reads a fastText .bin of format version 12."""

    def __init__(self, path):
        with open(path, "rb") as f:
            d = f.read()
        magic, version = struct.unpack_from("<ii", d, 0)
        assert magic == 793712314 and version == 12
        a = struct.unpack_from("<12id", d, 8)
        self.dim, self.bucket, self.minn, self.maxn = a[0], a[8], a[9], a[10]
        at = 8 + 12 * 4 + 8
        size, nwords, _, _, prune = struct.unpack_from("<iiiqq", d, at)
        at += 28
        assert prune <= 0
        self.words = []
        for _ in range(size):
            end = d.index(b"\0", at)
            self.words.append(d[at:end].decode())
            at = end + 1 + 9
        at += 1
        m, n = struct.unpack_from("<qq", d, at)
        at += 16
        mat = np.frombuffer(d, "<f4", m * n, at).reshape(m, n)
        self.rows, self.grams = mat[:nwords], mat[nwords:]
        self.index = {w: i for i, w in enumerate(self.words)}

    def of_grams(self, low):
        """Mean of the n-grams alone (a word outside the vocabulary), bounded to the first 24."""
        g = ngrams(low, self.minn, self.maxn, self.bucket)[:MAX_GRAMS]
        if not g:
            return np.zeros(self.dim, "f4")
        return self.grams[g].mean(0)

    def of_word(self, low):
        """As fastText gives it for a word of the vocabulary."""
        g = ngrams(low, self.minn, self.maxn, self.bucket)
        i = self.index[low]
        return (self.rows[i] + self.grams[g].sum(0)) / (1 + len(g))


MAX_GRAMS = 32


def plain(form):
    """The form that lemma rules work on: typographic quotes and dashes plain, case kept."""
    from conllu import QUOTES
    return "".join(QUOTES.get(c, c) for c in form)


def lower(s):
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" or (0xC0 <= ord(c) <= 0xDE and ord(c) != 0xD7)
                   else c for c in s)


def upper_first(s):
    c = s[:1]
    if "a" <= c <= "z" or ("\xe0" <= c <= "\xfe" and c != "\xf7"):
        c = chr(ord(c) - 32)
    return c + s[1:]


def cased(op, form):
    if op == "K":
        return form
    return lower(form) if op == "L" else upper_first(lower(form))


def lemma_rule(form, lemma):
    """'L|2|y': case operation, characters cut from the end, characters put there; '=|0|be': the lemma itself."""
    if lemma == form and form != plain(form):
        return "F|0|"
    form = plain(form)
    if lemma != form and "," in form and lemma == form.replace(",", ""):
        return "N|0|"
    best = None
    ops = "LKC" if lemma == lower(lemma) else "KCL"
    for op in ops:
        base = cased(op, form)
        p = 0
        while p < len(base) and p < len(lemma) and base[p] == lemma[p]:
            p += 1
        cost = len(base) - p + len(lemma) - p
        if p > 0 and (best is None or cost < best[0]):
            best = (cost, "%s|%d|%s" % (op, len(base) - p, lemma[p:]))
    if best is None or best[0] > 6 or (best[0] > 0 and len(form) <= 3 and best[0] > len(form)):
        return "=|0|" + lemma
    return best[1]


def apply_rule(rule, form):
    op, cut, add = rule.split("|", 2)
    if op == "=":
        return add
    if op in "FN":
        return form if op == "F" else plain(form).replace(",", "")
    base = cased(op, plain(form))
    cut = int(cut)
    if cut >= len(base):
        return base
    return base[:len(base) - cut] + add
