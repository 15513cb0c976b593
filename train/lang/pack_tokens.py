#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Quantise the arrays that train_tokens wrote and put them into the weights container.

    pack_tokens.py STEM OUT.syn --data TEXT --licence TEXT --recipe TEXT --date DATE [--bias B]

Weights become i8 in units of 1/SCALE, the same unit within one table; only sums' signs and order
count, so no scale is needed at run time but for the bias.
"""
import argparse
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from container import Container  # noqa: E402

SCALE = 40.0  # weights beyond 127 / 40 are cut; 0.02 % of them are, and dev scores do not move


def quantise(a):
    return np.clip(np.rint(a * SCALE), -127, 127).astype(np.int8)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("stem")
    p.add_argument("out")
    for name in ("data", "licence", "recipe", "date"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--bias", type=float, default=0.0)
    p.add_argument("--version", type=int, default=1)
    a = p.parse_args()
    gap = np.fromfile(a.stem + ".gap", "<f4").reshape(-1, 2)
    end = np.fromfile(a.stem + ".end", "<f4")
    c = Container(name="tokens", version=a.version, licence=a.licence, data=a.data,
                  recipe=a.recipe, seed=20251, date=a.date)
    c.meta["end_bias"] = int(round(a.bias * SCALE))
    c.tensor("token/gap", quantise(gap))
    c.tensor("sentence/end", quantise(end))
    c.tensor("usual", np.fromfile(a.stem + ".usual", "u1"))
    c.tensor("cut/forms", np.fromfile(a.stem + ".cutforms", "<i4"))
    c.tensor("cut/at", np.fromfile(a.stem + ".cutat", "<i4"))
    print("%s: %d bytes; cut off: %.4f %% of gap, %.4f %% of end weights" % (
        a.out, c.write(a.out), 100 * (abs(gap) * SCALE > 127).mean(),
        100 * (abs(end) * SCALE > 127).mean()))


if __name__ == "__main__":
    main()
