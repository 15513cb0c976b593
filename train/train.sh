#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Remakes the weights under models/ from ../shared/data, stage by stage. CLEAN=1: open data alone.
set -eu
cd "$(dirname "$0")/.."
if [ ! -d ../shared/data ]; then
    echo "train.sh: ../shared/data is not there; nothing to train on" >&2
    exit 3
fi
for script in train/lang/tokens.sh train/lang/parse.sh train/names/train.sh train/quote/train.sh; do
    if [ -x "$script" ]; then
        echo "== $script"
        "$script"
    fi
done
