#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Tables of train_quote to models/quote.syn.

    pack.py OUT.syn DATE [parsed=FILE.bin] [bare=FILE.bin] [figures="..."]
"""
import os
import struct
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from container import Container  # noqa: E402


def main():
    out, date = sys.argv[1], sys.argv[2]
    given = dict(word.split("=", 1) for word in sys.argv[3:])
    c = Container(
        name="quote", version=1, licence="no licence file (PolNeAR 1.0, publishers' text)",
        data="PolNeAR 1.0 train (823 articles); word classes from unlabelled news",
        recipe="train/quote/train.sh", seed=2463534242, date=date, figures=given.pop("figures", ""))
    for k, (kind, path) in enumerate(sorted(given.items(), reverse=True)):
        with open(path, "rb") as f:
            data = f.read()
        cue, node, edge, least, classes = struct.unpack_from("<IIIiI", data)
        at = 20
        for name, bits, shape in (("cue", cue, ()), ("node", node, (4,)), ("edge", edge, (4, 4))):
            n = (1 << bits) * int(np.prod(shape, dtype=int))
            c.tensor(f"{kind}/{name}", np.frombuffer(data, "<i2", n, at).reshape((1 << bits,) + shape))
            at += 2 * n
        c.tensor(f"{kind}/least", np.array(least, dtype=np.int32))
        if k == 0:
            c.tensor("classes", np.frombuffer(data, "<i4", 2 << classes, at).reshape(-1, 2))
    print(c.write(out), "bytes")


if __name__ == "__main__":
    main()
