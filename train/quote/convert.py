#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""JSON Lines with attributions to the plain form that train_quote reads.

    convert.py FILE.jsonl[.gz] > FILE.plain

One document: a line "D id n_bytes n_attributions", the text and a line feed, then a line for each
attribution: "A source|cue|content", each a list "start-end;start-end" in bytes.
"""
import gzip
import json
import sys


def spans(items):
    return ";".join(f"{a}-{b}" for a, b in items or [])


def main():
    path = sys.argv[1]
    opener = gzip.open if path.endswith(".gz") else open
    out = sys.stdout.buffer
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            text = doc["text"].encode()
            attributions = doc.get("attributions") or []
            name = "".join(c if c.isalnum() or c in "-_." else "_" for c in doc["id"])
            out.write(f"D {name} {len(text)} {len(attributions)}\n".encode())
            out.write(text + b"\n")
            for a in attributions:
                out.write(f"A {spans(a.get('source'))}|{spans(a.get('cue'))}|{spans(a.get('content'))}\n".encode())


if __name__ == "__main__":
    main()
