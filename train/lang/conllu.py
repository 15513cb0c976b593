# SPDX-License-Identifier: Apache-2.0
"""Reads CoNLL-U; the normal form of a word that tables are keyed by."""
import gzip

QUOTES = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u201c": '"', "\u201d": '"',
          "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "``": '"', "''": '"', "\u2013": "-", "\u2014": "-",
          "\u2012": "-", "\u2015": "-", "\u2011": "-", "\u2010": "-", "\u2212": "-", "\u2026": "..."}


def normalise(form):
    """Typographic quotes and dashes made plain, A-Z lower-cased, digits made 0.

    Only ASCII letters and U+00C0..U+00DE are lowered, so that C does the same by a small table."""
    out = []
    for c in form:
        c = QUOTES.get(c, c)
        o = ord(c[0])
        if "A" <= c <= "Z" or (0xC0 <= o <= 0xDE and o != 0xD7):
            c = chr(o + 32)
        elif "0" <= c <= "9":
            c = "0"
        out.append(c)
    return "".join(out)


def read_conllu(path):
    """Yields sentences: lists of (form, lemma, upos, xpos, feats, head, deprel)."""
    op = gzip.open if path.endswith(".gz") else open
    sent = []
    with op(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if sent:
                    yield sent
                sent = []
            elif line[0] != "#":
                c = line.split("\t")
                if c[0].isdigit():
                    sent.append((c[1], c[2], c[3], c[4], c[5], int(c[6]), c[7]))
    if sent:
        yield sent
