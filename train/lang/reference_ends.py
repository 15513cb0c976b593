#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Reference scores of the convolution over tokens, for tests/unit/test_tokens.c.

    reference_ends.py SEQ NET.npz OUT.tsv

SEQ is train_tokens' sequence of an invented text. OUT has a line for each token: form, shape, gap,
usual, ends, opens, style, and the float score of the trained network, before any rounding.
"""
import sys

import numpy as np
import torch

from train_ends import FIELDS, Net, prepare, scores


def main():
    rows = np.fromfile(sys.argv[1], "<i4").reshape(-1, 9)
    saved = np.load(sys.argv[2])
    hashes = saved["hashes"]
    hidden, dim = saved["c1.weight"].shape[:2]
    net = Net(np.zeros((len(hashes), dim), np.float32), dim, hidden)
    net.load_state_dict({k: torch.from_numpy(saved[k]) for k in saved.files if k != "hashes"})
    s = scores(net, prepare(rows, hashes), rows)
    with open(sys.argv[3], "w") as f:
        f.write("# form\t%s\tscore; from train/lang/reference_ends.py\n" % "\t".join(FIELDS))
        for r, v in zip(rows, s):
            f.write("%d\t%s\t%.5f\n" % (r[0], "\t".join(str(x) for x in r[1:7]), v))


if __name__ == "__main__":
    main()
