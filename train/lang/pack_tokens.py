#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Quantise the arrays that train_tokens wrote and put them into the weights container.

    pack_tokens.py STEM NET.npz OUT.syn --data TEXT --licence TEXT --recipe TEXT --date DATE [--bias B]

Linear weights become i8 in units of 1/SCALE; the convolution's embeddings i8 in units of 1/ONE_IN,
its weights i8 with a scale for each output (src/lang/token_conv.c). A sentence ends where
conv + MIX * linear + BIAS > 0.
"""
import argparse
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from container import Container  # noqa: E402

SCALE = 100.0   # of the linear models; weights beyond 1.27 are cut
ONE_IN = 64.0   # of embeddings: an embedding beyond 1.98 is cut
ONE_ACT = 256.0  # of activations: token_conv.c
ONE_OUT = 4096.0
CONV_ONE = 1 << 20  # SYNI_CONV_ONE


def quantise(a):
    return np.clip(np.rint(a * SCALE), -127, 127).astype(np.int8)


def pack_product(w):
    """[n_out][k] to kernels.h's [n_out / 8][k / 2][8][2]."""
    n, k = w.shape
    return np.ascontiguousarray(w.reshape(n // 8, 8, k // 2, 2).transpose(0, 2, 1, 3)).reshape(-1)


def add_conv(c, path):
    net = np.load(path)

    def embedding(name, a):
        c.tensor(name, np.clip(np.rint(a * ONE_IN), -127, 127).astype(np.int8))

    c.tensor("conv/forms", net["hashes"].astype(np.uint32).view(np.int32))
    embedding("conv/form", net["form.weight"])
    for k in ("shape", "gap", "usual", "ends", "opens", "style"):
        embedding("conv/" + k, net[k + ".weight"])
    for layer in (1, 2, 3):
        w = net["c%d.weight" % layer]  # [out][in][tap]
        w = w.transpose(0, 2, 1).reshape(w.shape[0], -1)
        top = np.abs(w).max(1)
        q = np.rint(w * (127 / top)[:, None]).astype(np.int8)
        one = ONE_IN if layer == 1 else ONE_ACT
        c.tensor("conv/w%d" % layer, pack_product(q))
        c.tensor("conv/scale%d" % layer, (top / 127 / one).astype(np.float32))
        c.tensor("conv/bias%d" % layer, net["c%d.bias" % layer].astype(np.float32))
    out = net["out.weight"].reshape(-1)
    c.tensor("conv/out", np.clip(np.rint(out * ONE_OUT), -1000, 1000).astype(np.int16))
    c.meta["conv_bias"] = int(round(float(net["out.bias"][0]) * CONV_ONE))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("stem")
    p.add_argument("net")
    p.add_argument("out")
    for name in ("data", "licence", "recipe", "date"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--bias", type=float, default=0.0)
    p.add_argument("--mix", type=float, default=0.5)
    p.add_argument("--version", type=int, default=1)
    a = p.parse_args()
    gap = np.fromfile(a.stem + ".gap", "<f4").reshape(-1, 2)
    end = np.fromfile(a.stem + ".end", "<f4")
    c = Container(name="tokens", version=a.version, licence=a.licence, data=a.data,
                  recipe=a.recipe, seed=20251, date=a.date)
    c.meta["end_bias"] = int(round(a.bias * CONV_ONE))
    c.meta["end_mix"] = int(round(a.mix * CONV_ONE / SCALE))
    add_conv(c, a.net)
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
