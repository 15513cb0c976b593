#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Word classes from word vectors: spherical k-means (Dhillon and Modha 2001) at two grains.

    clusters.py VECTORS.vec > clusters.txt       lines "word fine coarse", classes from 1
"""
import sys

import numpy as np


def kmeans(x, k, rounds, rng):
    centres = x[rng.choice(min(len(x), 8000), k, replace=False)]
    label = None
    for _ in range(rounds):
        label = np.concatenate([(x[i:i + 4096] @ centres.T).argmax(1) for i in range(0, len(x), 4096)])
        sums = np.zeros_like(centres)
        np.add.at(sums, label, x)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(norms > 1e-6, sums / np.maximum(norms, 1e-6), centres)
    return label


def main():
    words, rows = [], []
    with open(sys.argv[1], encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            parts = line.rstrip("\n").split(" ")
            words.append(parts[0])
            rows.append(np.array(parts[1:97], dtype=np.float32))
    x = np.stack(rows)
    x /= np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-6)
    rng = np.random.default_rng(7)
    fine, coarse = kmeans(x, 400, 15, rng), kmeans(x, 64, 15, rng)
    for word, a, b in zip(words, fine, coarse):
        print(word, a + 1, b + 1)


if __name__ == "__main__":
    main()
