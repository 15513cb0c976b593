#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Name data (JSON Lines of ../shared/data/names) to the trainer's lines.

usage: prepare.py SOURCE FILE [--tokens FILE.jsonl] >> OUT
SOURCE is enworld, uner, wikigold, crossner or re3d: it decides what a label means. A type that a source
does not have is unknown there, so a label may stand for several of ours ("MISC/NORP").
--tokens: `synoptic annotate --layers tokens` of the same file; without it a rough tokeniser is used.

Output, one token a line: form, start, end, label; an empty line ends a sentence; "#doc SOURCE ID"
begins a document. Labels are B-, I- and types of the tagger (PER ORG LOC NORP MISC), or O.
"""
import gzip
import json
import re
import sys

TYPES = {
    "enworld": {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC", "NORP": "NORP", "MISC": "MISC", "PRODUCT": "MISC"},
    "uner": {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC/NORP"},
    "wikigold": {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC/NORP"},
    "crossner": {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "EVENT": "MISC", "MISC": "MISC/NORP"},
    "re3d": {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "NORP": "NORP", "PRODUCT": "MISC", "WORK": "MISC"},
}
TOKEN = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|[@#]\w+|(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)*"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|St|Prof|Rev|Hon|Inc|Corp|Ltd|Co|Jr|Sr|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\."
    r"|[A-Z]\.(?=\s)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+(?=n['’]t\b)|[^\W\d_](?:[\w]|['’](?=\w)(?!(?:s|re|ve|ll|d|m|t)\b))*|\w+|\.\.\.|--+|\S", re.U)
END = re.compile(r"^[.!?]+$|^\.\.\.$")


def rough(text):
    sentences, now, last = [], [], 0
    for m in TOKEN.finditer(text):
        if now and ("\n" in text[last:m.start()] or (END.match(now[-1][0]) and text[last:m.start()]
                    and (m.group()[0].isupper() or m.group()[0] in "\"“‘'"))):
            sentences.append(now)
            now = []
        now.append((m.group(), m.start(), m.end()))
        last = m.end()
    if now:
        sentences.append(now)
    return sentences


def bytes_of(text):
    at, out = 0, []
    for c in text:
        out.append(at)
        at += len(c.encode())
    return out + [at]


def from_layer(record):
    raw = record["text"].encode()
    sentences, at = [], -1
    for t in record["tokens"]:
        if t["sentence"] != at:
            sentences.append([])
            at = t["sentence"]
        s, e = t["span"]
        sentences[-1].append((raw[s:e].decode(errors="replace"), s, e))
    return sentences


def main():
    source, path = sys.argv[1:3]
    layers = {}
    if "--tokens" in sys.argv:
        for line in open(sys.argv[sys.argv.index("--tokens") + 1], encoding="utf-8"):
            r = json.loads(line)
            layers[r["id"]] = r
    opener = gzip.open if path.endswith(".gz") else open
    out = sys.stdout
    for line in opener(path, "rt", encoding="utf-8"):
        d = json.loads(line)
        text = d["text"]
        if d["id"] in layers and layers[d["id"]]["text"] == text:
            sentences = from_layer(layers[d["id"]])
        else:
            b = bytes_of(text)
            sentences = [[(f, b[s], b[e]) for f, s, e in x] for x in rough(text)]
        spans = []
        for m in d["mentions"]:
            if m.get("kind", "name") != "name" or m["type"] not in TYPES[source]:
                continue
            spans.append((m["span"][0], m["span"][1], TYPES[source][m["type"]]))
        spans.sort()
        print(f"#doc {source} {d['id']}", file=out)
        k = 0
        for sentence in sentences:
            inside = None
            for form, s, e in sentence:
                while k < len(spans) and spans[k][1] <= s:
                    k += 1
                label = "O"
                hit = None
                for x in spans[k:k + 3]:
                    if min(e, x[1]) - max(s, x[0]) > (e - s) / 2:
                        hit = x
                        break
                if hit:
                    label = ("I-" if hit is inside else "B-") + hit[2]
                inside = hit
                form = form.replace("\t", " ").replace("\n", " ").replace("\r", " ") or "_"
                print(f"{form}\t{s}\t{e}\t{label}", file=out)
            print(file=out)


if __name__ == "__main__":
    main()
