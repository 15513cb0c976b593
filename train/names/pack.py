#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Put the trainer's output into the weights container.

usage: pack.py TRAINED.bin OUT.syn "LICENCE" "DATA" "RECIPE" DATE
"""
import os
import struct
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from container import Container  # noqa: E402

LABELS = 21


def main():
    path, out, licence, data, recipe, date = sys.argv[1:7]
    raw = open(path, "rb").read()
    n_passes, n_words = struct.unpack_from("<II", raw)
    c = Container(name="names", version=1, licence=licence, data=data, recipe=recipe, seed=88172645463325252,
                  date=date)
    at = 8
    c.tensor("word.check", np.frombuffer(raw, "<i4", n_words, at))
    at += 4 * n_words
    c.tensor("word.info", np.frombuffer(raw, "u1", 4 * n_words, at).reshape(n_words, 4))
    at += 4 * n_words
    for p in range(1, n_passes + 1):
        n, scale = struct.unpack_from("<If", raw, at)
        at += 8
        c.tensor("p%d.check" % p, np.frombuffer(raw, "<i4", n, at))
        at += 4 * n
        c.tensor("p%d.rows" % p, np.frombuffer(raw, "i1", n * LABELS, at).reshape(n, LABELS))
        at += n * LABELS
        c.tensor("p%d.bonds" % p, np.frombuffer(raw, "<i4", LABELS * LABELS, at).reshape(LABELS, LABELS))
        at += 4 * LABELS * LABELS
        c.meta["p%d.scale" % p] = float(scale)
    assert at == len(raw)
    c.meta["labels"] = "O, then PER ORG LOC NORP MISC, each B I E S"
    print(out, c.write(out), "bytes")


if __name__ == "__main__":
    main()
