#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""CoNLL-U to running text with boundary labels, for the tokeniser's and splitter's trainer.

    tokdata.py [--vary] OUT FILE.conllu[.gz]...

Writes OUT.txt (UTF-8; documents one after the other, each followed by a blank line) and OUT.lab,
one byte for each byte of OUT.txt, which says what begins there: '.' nothing, 'w' a word inside a
multiword token, 't' a token, 's' a sentence, 'd' a document. Sentences of a paragraph are joined
by one space (or nothing where the last token has SpaceAfter=No), paragraphs by a blank line: the
form of the .txt files beside the development sets. With --vary, for training, news as it is
scraped is taught too: in one document of six quotation marks and apostrophes are made typographic,
and after one in fifty full stops the space before the next sentence is lost (fixed seed). Prints the multiword tokens whose words are
not their letters.
"""
import gzip
import random
import sys


def documents(path):
    """Yields documents: lists of paragraphs: lists of sentences: lists of surface tokens
    [form, word forms, space after]."""
    op = gzip.open if path.endswith(".gz") else open
    doc, sent = [], []
    newpar = newdoc = False
    skip = 0
    with op(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                newdoc = True
            elif line.startswith("# newpar") and not line.startswith("# newpar_"):
                newpar = True
            elif not line:
                if newdoc:
                    if doc:
                        yield doc
                    doc = []
                if newdoc or newpar or not doc:
                    doc.append([])
                if sent:
                    doc[-1].append(sent)
                newdoc = newpar = False
                sent, skip = [], 0
            elif line[0] != "#":
                c = line.split("\t")
                space = "SpaceAfter=No" not in c[9].split("|")
                if "-" in c[0]:
                    a, b = c[0].split("-")
                    sent.append([c[1], [], space])
                    skip = int(b) - int(a) + 1
                elif "." in c[0]:
                    continue
                elif skip:
                    sent[-1][1].append(c[1])
                    skip -= 1
                else:
                    sent.append([c[1], [c[1]], space])
    if doc:
        yield doc


def word_cuts(form, words):
    """Byte offsets in form at which its second and later words begin; None when unknown."""
    cuts, at = [], 0
    if "".join(words) != form:
        return None
    for w in words[:-1]:
        at += len(w.encode())
        cuts.append(at)
    return cuts


def typographic(doc):
    """Makes the straight marks of a document typographic, in place."""
    opened = False
    for par in doc:
        opened = False
        for sent in par:
            for tok in sent:
                for i, w in enumerate(tok[1]):
                    if w == '"' or w in ("``", "\'\'"):
                        w = "\u201d" if opened else "\u201c"
                        opened = not opened
                    tok[1][i] = w.replace("'", "\u2019")
                tok[0] = "".join(tok[1])


def glue(doc, rng):
    for par in doc:
        for a, b in zip(par, par[1:]):
            if a[-1][0] in (".", "?", "!") and b[0][0][:1].isupper() and rng.random() < 0.02:
                a[-1][2] = False


def main():
    args = sys.argv[1:]
    vary = args[0] == "--vary"
    out, files = args[vary], args[vary + 1:]
    rng = random.Random(1)
    odd = {}
    with open(out + ".txt", "wb") as ft, open(out + ".lab", "wb") as fl:
        for path in files:
            for doc in documents(path):
                if vary:
                    if rng.random() < 1 / 6:
                        typographic(doc)
                    glue(doc, rng)
                first = True
                for par in doc:
                    text, lab = b"", b""
                    for sent in par:
                        begin = True
                        for form, words, space in sent:
                            b = form.encode()
                            tag = bytearray(b"." * len(b))
                            tag[0] = ord("s" if begin else "t")
                            if first:
                                tag[0] = ord("d")
                            first = begin = False
                            if len(words) > 1:
                                cuts = word_cuts(form, words)
                                if cuts is None:
                                    odd[form] = words
                                for c in cuts or []:
                                    tag[c] = ord("w")
                            text += b
                            lab += bytes(tag)
                            if space:
                                text += b" "
                                lab += b"."
                    text = text.rstrip(b" ")
                    lab = lab[:len(text)]
                    ft.write(text + b"\n\n")
                    fl.write(lab + b"..")
    print("%s: words that are not the letters: %s" % (out, odd))


if __name__ == "__main__":
    main()
