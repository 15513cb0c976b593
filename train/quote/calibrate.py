#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the logistic curve of src/quote/quote_model.c: chance that an attribution is right.

    calibrate.py GOLD.jsonl SYSTEM.jsonl A B0 B1 B2     (the constants that SYSTEM was made with)

Right: its cue shares a token with a gold cue, contents have Dice >= 0.5 in bytes, and the sources
overlap or are both empty. Prints the new constants and a table of calibration.
"""
import json
import math
import sys

import numpy as np


def size(spans):
    return sum(e - s for s, e in spans)


def overlap(a, b):
    return sum(max(0, min(e, y) - max(s, x)) for s, e in a for x, y in b)


def main():
    gold = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    system = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
    a, b0, b1, b2 = (float(x) for x in sys.argv[3:7])
    rows, right = [], []
    for g, s in zip(gold, system):
        for x in s["attributions"]:
            if x.get("parent") is not None or not x["cue"]:
                continue
            p = min(max(x["confidence"], 1e-4), 1 - 1e-4)
            has = 1.0 if x["source"] else 0.0
            marks = 1.0 if x.get("kind") != "indirect" else 0.0
            logit = (math.log(p / (1 - p)) - (b0 + b1 * has + b2 * marks)) / a
            ok = any(overlap(x["cue"], y["cue"])
                     and 2 * overlap(x["content"], y["content"]) >= 0.5 * (size(x["content"]) + size(y["content"]))
                     and (overlap(x["source"], y["source"]) or not (x["source"] or y["source"]))
                     for y in g["attributions"])
            rows.append([logit, 1.0, has, marks])
            right.append(float(ok))
    x, y = np.array(rows), np.array(right)
    w = np.zeros(4)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        h = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(4)
        w += np.linalg.solve(h, x.T @ (y - p) - 1e-3 * w)
    print("a %.3f b0 %.3f b1 %.3f b2 %.3f" % tuple(w))
    p = 1 / (1 + np.exp(-x @ w))
    for lo in (0, .3, .5, .6, .7, .8, .9, .95):
        hi = {0: .3, .3: .5, .5: .6, .6: .7, .7: .8, .8: .9, .9: .95, .95: 1.01}[lo]
        m = (p >= lo) & (p < hi)
        if m.any():
            print("%.2f-%.2f  n %4d  said %.3f  right %.3f" % (lo, hi, m.sum(), p[m].mean(), y[m].mean()))


if __name__ == "__main__":
    main()
